package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.RolledBack;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.naming.Names;
import java.util.Optional;

/** What a job was put back to, as the pipeline's status keeps it in case its FlinkDeployment is deleted. */
public final class RolledBackJob {
    private RolledBackJob() {}

    /** What a FlinkDeployment that is made anew is to be made from; empty: from the specification. */
    public static Optional<RolledBack> remembered(Observed observed) {
        String name = observed.pipeline().getMetadata().getName();
        return observed.deployment() != null || observed.pipeline().getSpec() == null
                ? Optional.empty()
                : Optional.ofNullable(observed.pipeline().getStatus())
                        .map(PipelineStatus::job)
                        .map(JobStatus::rolledBack)
                        .filter(kept -> request(observed).equals(kept.request()))
                        .filter(kept -> observed.definitions().contains(Names.definition(name, kept.definition())));
    }

    /** Hash of what the specification asks of the job. That it rests for a while is no other job. */
    public static String request(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        return DefinitionJson.hash(DefinitionJson.write(new PipelineSpec(
                spec.kafka(),
                spec.topics(),
                spec.sources(),
                spec.views(),
                spec.sinks(),
                spec.deadLetters(),
                spec.delivery(),
                spec.job(),
                null)));
    }
}
