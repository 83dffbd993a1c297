package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.util.List;
import java.util.Optional;

/**
 * What a change of the queries does to the job's state. State goes by a step's UID, which comes from what it computes: one
 * that computes something else begins anew, and what the old one kept is dropped. Flink is allowed to drop state only where
 * that was told; otherwise a job that has no use for all of its state does not start.
 */
final class Edits {
    private Edits() {}

    /**
     * What has to be planned before the change is handed over, so that it can be said what begins anew: the definition that
     * runs, or the new one, of which only the acceptance is known after the operator has restarted. A planner that fails at
     * what was accepted before does not hold up what is to come.
     *
     * @param request for the new one, which is accepted
     * @param hash of its definition
     */
    static Optional<PlanRequest> toPlan(Observed observed, PlanRequest request) {
        String hash = DefinitionJson.hash(request.definition());
        if (!replaces(observed, hash)
                || observed.deployment().spec().revision().definition().equals(hash)) {
            return Optional.empty();
        }
        if (steps(observed, hash) == null) {
            return failed(observed, request.hash()) ? Optional.empty() : Optional.of(request);
        }
        String base = observed.deployment().stateOf().definition();
        return failed(observed, base) || steps(observed, base) != null
                ? Optional.empty()
                : Optional.of(PlanRequest.of(observed.running()));
    }

    private static boolean failed(Observed observed, String hash) {
        PlannerVerdict verdict = observed.verdicts().get(hash);
        return verdict != null && !verdict.failure().isEmpty();
    }

    /**
     * What the status says of the last change.
     *
     * @return null: nothing began anew or was dropped, or nothing is known of it
     */
    static Edit last(Observed observed, Assessment assessment) {
        PipelineStatus previous = observed.pipeline().getStatus();
        DeploymentFacts deployment = observed.deployment();
        Edit told = previous == null || previous.job() == null
                ? null
                : previous.job().lastEdit();
        String hash = assessment.definition();
        if (deployment == null) {
            return told != null && (hash.isEmpty() || told.revision().equals(hash)) ? told : null;
        }
        if (!hash.isEmpty() && assessment.handover().definition() != null && replaces(observed, hash)) {
            List<Step> before = steps(observed, deployment.stateOf().definition());
            List<Step> after = steps(observed, hash);
            if (before != null && after != null) {
                StateChange change = StateChange.of(
                        before, after, observed.running(), assessment.handover().definition());
                return change.losesNothing()
                        ? null
                        : new Edit(hash, change.steps(), change.begunAnew(), change.dropped());
            }
        }
        return told != null
                        && told.revision().equals(deployment.spec().revision().definition())
                ? told
                : null;
    }

    // Whether the job is to go on from the state of another definition; who wants no state has asked for it.
    private static boolean replaces(Observed observed, String hash) {
        DeploymentFacts deployment = observed.deployment();
        return deployment != null
                && deployment.ours()
                && observed.running() != null
                && !deployment.stateOf().definition().equals(hash)
                && JobSettings.of(observed.pipeline(), observed.defaults()).upgrade() != UpgradeMode.Stateless;
    }

    /** The steps of a definition that keep state; null: it is not planned. */
    static List<Step> steps(Observed observed, String hash) {
        PlannerVerdict verdict = observed.verdicts().get(hash);
        return verdict == null || verdict.report() == null
                ? null
                : verdict.report().steps();
    }
}
