package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.table.Subscription;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What would keep event time from moving on, so that windows never give a result. */
final class WatermarkChecks {
    private WatermarkChecks() {}

    // A subtask without a partition never says that it is idle, unless it is told after what time it is. Each topic's
    // partitions are dealt out from a subtask of its own: only a topic that has enough of them reaches all.
    static List<Finding> subtasksWithoutPartition(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        int parallelism =
                JobSettings.of(observed.pipeline(), observed.defaults()).parallelism();
        Map<String, Integer> partitions = spec.topics().stream()
                .filter(topic -> topic.partitions() != null)
                .collect(Collectors.toMap(TopicSpec::name, TopicSpec::partitions, Math::min));
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < spec.sources().size(); i++) {
            SourceSpec source = spec.sources().get(i);
            Optional<String> largest = largest(source.subscription(), partitions);
            int count = largest.map(partitions::get).orElse(parallelism);
            if (count < parallelism && waitsForEver(source)) {
                findings.add(new Finding(
                        Reason.InvalidValue,
                        "spec.sources[" + i + "].eventTime.idleness",
                        ("topic '%s' has fewer partitions (%d) than the job's parallelism (%d): subtasks without one would hold back the"
                                        + " watermark for ever; set idleness, such as 30s, or a parallelism of at most %d")
                                .formatted(largest.orElseThrow(), count, parallelism, count)));
            }
        }
        return findings;
    }

    /** The topic with the most partitions; empty if one's number is not known. */
    private static Optional<String> largest(Subscription subscription, Map<String, Integer> partitions) {
        return subscription.pattern() == null && partitions.keySet().containsAll(subscription.topics())
                ? subscription.topics().stream().max(Comparator.comparing(partitions::get))
                : Optional.empty();
    }

    private static boolean waitsForEver(SourceSpec source) {
        return source.eventTime() != null && source.eventTime().idleness() == null;
    }
}
