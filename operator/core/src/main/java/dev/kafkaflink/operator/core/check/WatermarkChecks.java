package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What would keep event time from moving on, so that windows never give a result. */
final class WatermarkChecks {
    private WatermarkChecks() {}

    // A subtask without a partition never says that it is idle, unless it is told after what time it is.
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
            Integer count = partitions.get(source.topic());
            if (count != null && count < parallelism && waitsForEver(source)) {
                findings.add(new Finding(
                        Reason.InvalidValue,
                        "spec.sources[" + i + "].eventTime.idleness",
                        ("topic '%s' has fewer partitions (%d) than the job's parallelism (%d): subtasks without one would hold back the"
                                        + " watermark for ever; set idleness, such as 30s, or a parallelism of at most %d")
                                .formatted(source.topic(), count, parallelism, count)));
            }
        }
        return findings;
    }

    private static boolean waitsForEver(SourceSpec source) {
        return source.eventTime() != null && source.eventTime().idleness() == null;
    }
}
