package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.RolledBack;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Acted;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.resolve.RolledBackJob;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline's job is made from. A job that runs keeps what it was given until the pipeline's author asks for something
 * else: new defaults of the operator, a new version of it or another address of a broker restart nothing by themselves.
 *
 * @param kept whether the job keeps what it has
 * @param definition the job's; null: it is not known any more what the job was given
 * @param revision of the job
 * @param spec of its FlinkDeployment; if it is not kept, without its state and what it begins from
 * @param rolledBack why the job is another than the specification asks for; empty: it is not
 * @param outdated what a job that is made now would get besides, in words; empty: nothing, or it is not kept
 */
public record Handover(
        boolean kept,
        JobDefinition definition,
        Revision revision,
        Map<String, Object> spec,
        String rolledBack,
        List<String> outdated) {

    /**
     * What the job is to be made from.
     *
     * @param definition what the specification says now
     */
    public static Handover of(Observed observed, JobDefinition definition) {
        String hash = DefinitionJson.hash(definition);
        Map<String, Object> spec = DeploymentResources.spec(observed, hash);
        Handover fresh = new Handover(
                false, definition, new Revision(hash, DeploymentResources.revision(spec)), spec, "", List.of());
        return RolledBackJob.remembered(observed)
                .map(Handover::anew)
                .orElseGet(() -> isKept(observed) ? kept(observed, fresh) : fresh);
    }

    /**
     * Whether the job that is there was given what the specification asks for, or the one that was there was put back after it
     * had been given it.
     */
    public static boolean isKept(Observed observed) {
        DeploymentFacts deployment = observed.deployment();
        if (RolledBackJob.remembered(observed).isPresent()) {
            return true;
        }
        if (observed.pipeline().getSpec() == null
                || deployment == null
                || !deployment.ours()
                || deployment.spec().revision().definition().isEmpty()) {
            return false;
        }
        Long generation = observed.pipeline().getMetadata().getGeneration();
        boolean same = generation != null && generation == deployment.origin().generation();
        return same || deployment.origin().request().equals(RolledBackJob.request(observed));
    }

    /**
     * What came up last.
     *
     * @param why it is put back
     */
    public static Handover back(Observed observed, Acted stable, String why) {
        return new Handover(
                true,
                running(observed, stable.revision()),
                stable.revision(),
                DeploymentResources.back(observed, stable.spec()),
                why,
                List.of());
    }

    /** Why the job is, or is to be made anew as, another than the specification asks for; empty: it is not. */
    public static String rolledBack(Observed observed) {
        return RolledBackJob.remembered(observed)
                .map(RolledBack::why)
                .orElseGet(() -> observed.deployment() != null && isKept(observed)
                        ? observed.deployment().origin().rolledBack()
                        : "");
    }

    /** What the status keeps of it in case its FlinkDeployment is deleted; null: nothing, it is what was asked for. */
    public RolledBack toRemember(Observed observed) {
        return rolledBack.isEmpty()
                ? null
                : new RolledBack(
                        RolledBackJob.request(observed),
                        rolledBack,
                        revision.definition(),
                        revision.hash(),
                        DeploymentResources.jsonWithoutBeginning(spec));
    }

    // Its definition stands in the ConfigMap that it was given before.
    private static Handover anew(RolledBack kept) {
        return new Handover(
                true,
                null,
                new Revision(kept.definition(), kept.revision()),
                DeploymentResources.parsed(kept.spec()),
                kept.why(),
                List.of());
    }

    private static Handover kept(Observed observed, Handover fresh) {
        DeploymentFacts deployment = observed.deployment();
        Revision revision = deployment.spec().revision();
        JobDefinition definition = revision.definition().equals(fresh.revision().definition())
                ? fresh.definition()
                : running(observed, revision);
        String rolledBack = deployment.origin().rolledBack();
        Map<String, Object> given = deployment.spec().given();
        Handover kept = new Handover(true, definition, revision, given, rolledBack, List.of());
        // What differs then is what was asked for.
        return rolledBack.isEmpty()
                ? new Handover(true, definition, revision, given, "", Differences.of(kept, fresh))
                : kept;
    }

    private static JobDefinition running(Observed observed, Revision revision) {
        return observed.running() != null
                        && DefinitionJson.hash(observed.running()).equals(revision.definition())
                ? observed.running()
                : null;
    }
}
