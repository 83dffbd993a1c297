package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.model.Observed;
import java.time.Instant;

/** The pure half of the operator, as the reconciler sees it. */
interface Decider {

    /** All that is to be done. */
    Decision decide(Observed observed, Instant now);

    /**
     * The status of a pipeline at which the operator itself failed.
     *
     * @param failure what failed, in one line
     */
    PipelineStatus failed(KafkaFlinkPipeline pipeline, String failure, Instant now);
}
