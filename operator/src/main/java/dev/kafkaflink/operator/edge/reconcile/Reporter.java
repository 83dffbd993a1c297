package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.apply.StatusWriter;
import dev.kafkaflink.operator.edge.telemetry.PipelineGauges;
import dev.kafkaflink.operator.edge.telemetry.Transitions;
import java.time.Instant;
import java.util.List;

/** Tells the world how a pipeline is: status, Events, gauges. */
final class Reporter {
    private final StatusWriter statuses;
    private final Transitions transitions;
    private final PipelineGauges gauges;

    Reporter(StatusWriter statuses, Transitions transitions, PipelineGauges gauges) {
        this.statuses = statuses;
        this.transitions = transitions;
        this.gauges = gauges;
    }

    /** The pipeline with the status that was last told of it. */
    KafkaFlinkPipeline refreshed(KafkaFlinkPipeline pipeline) {
        return statuses.refreshed(pipeline);
    }

    void report(KafkaFlinkPipeline pipeline, PipelineStatus status, List<Finding> findings, Instant now) {
        if (status == null) {
            return;
        }
        gauges.show(PipelineKey.of(pipeline), status);
        // Only what was written is told, so that a write that fails does not tell twice.
        if (statuses.write(pipeline, status)) {
            transitions.tell(pipeline, status, findings, now);
        }
    }

    void forget(KafkaFlinkPipeline pipeline) {
        statuses.forget(pipeline.getMetadata().getUid());
        gauges.forget(PipelineKey.of(pipeline));
    }
}
