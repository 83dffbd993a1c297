package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.decide.Refusal;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import java.time.Instant;
import java.util.List;

/** All of a pass over a pipeline that touches the world; between observing and following stands the decision. */
interface PipelineSteps {

    /** The pipeline with the status that was last told of it, which the watch may not show yet. */
    KafkaFlinkPipeline refreshed(KafkaFlinkPipeline watched);

    /** All that is known of it. */
    Observed observe(KafkaFlinkPipeline pipeline);

    /** Has planned, asked and watched beside reconciling what the decision needs. */
    void follow(Observed observed, Decision decision);

    /** Applies and deletes; what could not be done. */
    List<Refusal> carryOut(Decision decision);

    /** Tells how the pipeline is. */
    void report(KafkaFlinkPipeline pipeline, PipelineStatus status, List<Finding> findings, Instant now);

    /** Forgets a pipeline that is gone. */
    void forget(KafkaFlinkPipeline pipeline);
}
