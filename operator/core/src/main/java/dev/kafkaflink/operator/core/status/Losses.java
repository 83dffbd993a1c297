package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import java.util.List;
import java.util.stream.Collectors;

/** What is told of records that were processed and never came out. */
final class Losses {
    private Losses() {}

    /** How many there are since the pipeline was created. */
    static long count(Metrics metrics) {
        return metrics == null
                        || metrics.reliability() == null
                        || metrics.reliability().lost() == null
                ? 0
                : metrics.reliability().lost();
    }

    /** How many, where, why, and what to do. */
    static String text(PipelineSpec spec, Metrics metrics) {
        String places = metrics.counters() == null
                ? ""
                : metrics.counters().stages().stream()
                        .filter(stage -> stage.lost() != null && stage.lost() > 0)
                        .map(stage -> place(stage, spec))
                        .collect(Collectors.joining(", ", " (", ")"));
        return ("%d records%s are lost: Kafka aborted their transactions before they were committed, most often because the job"
                        + " was down for longer than spec.job.checkpoints.transactionTimeout; the job's log names partitions and"
                        + " offsets; feed their input again if it matters")
                .formatted(count(metrics), places);
    }

    private static String place(Stage stage, PipelineSpec spec) {
        if (stage.name().equals(JobMetrics.DEAD_LETTERS)) {
            return stage.lost() + " dead letters";
        }
        return stage.lost() + " of " + stage.name() + topic(stage, spec);
    }

    private static String topic(Stage stage, PipelineSpec spec) {
        return (spec == null ? List.<SinkSpec>of() : spec.sinks())
                .stream()
                        .filter(sink -> stage.name().equals(JobMetrics.SINK + "." + sink.name()))
                        .filter(sink -> sink.kafka() != null)
                        .map(SinkSpec::kafka)
                        .map(kafka -> ", topic '" + kafka.topic() + "'")
                        .collect(Collectors.joining());
    }
}
