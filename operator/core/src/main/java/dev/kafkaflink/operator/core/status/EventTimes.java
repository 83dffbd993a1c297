package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceTime;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.operator.core.measure.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is told of sources whose watermark holds back others. */
final class EventTimes {
    private EventTimes() {}

    /** The sources that do. */
    static List<SourceTime> holdingBack(Metrics metrics) {
        return metrics == null || metrics.sources() == null
                ? List.of()
                : metrics.sources().stream()
                        .filter(source -> Boolean.TRUE.equals(source.holdsBack()))
                        .toList();
    }

    /** Which, by how much, and what to do. */
    static String text(PipelineSpec spec, Metrics metrics) {
        return holdingBack(metrics).stream()
                .map(source -> "source '" + source.name() + "' " + fact(source) + ": " + remedy(spec, source))
                .collect(Collectors.joining("; "));
    }

    private static String fact(SourceTime source) {
        if (source.behind() == null) {
            return "was behind in event time until just now";
        }
        return source.watermark() == null
                ? "has no watermark, and what reads it together with source '%s' waits for it"
                        .formatted(source.behind())
                : "is %s behind source '%s' in event time, and what reads both waits for it"
                        .formatted(Figures.time(source.behindSeconds() * 1000), source.behind());
    }

    private static String remedy(PipelineSpec spec, SourceTime source) {
        List<String> remedies = new ArrayList<>();
        int index = index(spec, source.name());
        if (index >= 0 && spec.sources().get(index).eventTime().idleness() == null) {
            remedies.add(
                    "if one of its partitions gets no records, set spec.sources[%d].eventTime.idleness, such as 30s"
                            .formatted(index));
        }
        if (source.watermark() != null && !isAligned(spec, source.name())) {
            remedies.add("if it reads older records, set eventTime.maxDrift of both, so that the other waits");
        }
        return remedies.isEmpty()
                ? "see what writes its records, and by status.metrics.lag whether the job keeps up"
                : String.join("; ", remedies);
    }

    private static boolean isAligned(PipelineSpec spec, String source) {
        int index = index(spec, source);
        return index >= 0 && spec.sources().get(index).eventTime().maxDrift() != null;
    }

    /** Where a source with event time stands; -1: it is no longer among them. */
    private static int index(PipelineSpec spec, String source) {
        List<SourceSpec> sources = spec == null ? List.of() : spec.sources();
        for (int i = 0; i < sources.size(); i++) {
            if (source.equals(sources.get(i).name()) && sources.get(i).eventTime() != null) {
                return i;
            }
        }
        return -1;
    }
}
