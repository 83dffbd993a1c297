package dev.kafkaflink.operator.edge.reconcile;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.decide.Refusal;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A cluster that notes what is done and remembers the last status; it refuses or fails when it is told to. */
final class FakeSteps implements PipelineSteps {
    private final List<String> done = new ArrayList<>();
    private List<Refusal> refusals = List.of();
    private RuntimeException failure;
    private PipelineStatus reported;

    /** From now on refuses these. */
    void refusing(Refusal... all) {
        refusals = List.of(all);
    }

    /** From now on the API server cannot be written to. */
    void failing(RuntimeException how) {
        failure = how;
    }

    List<String> done() {
        return done;
    }

    /** The last status that was told; null: none. */
    PipelineStatus reported() {
        return reported;
    }

    @Override
    public KafkaFlinkPipeline refreshed(KafkaFlinkPipeline watched) {
        done.add("refresh");
        var pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(watched.getMetadata());
        pipeline.setSpec(watched.getSpec());
        pipeline.setStatus(reported == null ? watched.getStatus() : reported);
        return pipeline;
    }

    @Override
    public Observed observe(KafkaFlinkPipeline pipeline) {
        done.add("observe");
        return ObservedBuilder.of(pipeline).build();
    }

    @Override
    public void follow(Observed observed, Decision decision) {
        done.add("follow");
    }

    @Override
    public List<Refusal> carryOut(Decision decision) {
        done.add("carry out");
        if (failure != null) {
            throw failure;
        }
        return refusals;
    }

    @Override
    public void report(KafkaFlinkPipeline pipeline, PipelineStatus status, List<Finding> findings, Instant now) {
        done.add("report");
        reported = status;
    }

    @Override
    public void forget(KafkaFlinkPipeline pipeline) {
        done.add("forget");
    }
}
