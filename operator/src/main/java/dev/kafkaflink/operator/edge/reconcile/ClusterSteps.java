package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.decide.Refusal;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.apply.Applier;
import dev.kafkaflink.operator.edge.events.Watches;
import dev.kafkaflink.operator.edge.observe.Observer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;

/** The steps of a pass on a cluster. */
record ClusterSteps(Watches watches, Observer observer, AsyncWork asyncWork, Applier applier, Reporter reporter)
        implements PipelineSteps {

    @Override
    public KafkaFlinkPipeline refreshed(KafkaFlinkPipeline watched) {
        return reporter.refreshed(watched);
    }

    @Override
    public Observed observe(KafkaFlinkPipeline pipeline) {
        return observer.observe(pipeline);
    }

    @Override
    public void follow(Observed observed, Decision decision) {
        asyncWork.follow(observed, decision);
    }

    @Override
    public List<Refusal> carryOut(Decision decision) {
        return applier.carryOut(decision);
    }

    @Override
    public void report(KafkaFlinkPipeline pipeline, PipelineStatus status, List<Finding> findings, Instant now) {
        reporter.report(pipeline, status, findings, now);
    }

    @Override
    public void forget(KafkaFlinkPipeline pipeline) {
        var key = PipelineKey.of(pipeline);
        asyncWork.forget(key);
        applier.forget(key);
        watches.forget(ResourceID.fromResource(pipeline));
        reporter.forget(pipeline);
    }
}
