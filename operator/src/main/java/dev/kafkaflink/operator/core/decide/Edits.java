package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a change of the queries does to the job's state. State goes by a step's UID, which comes from what it computes: one
 * that computes something else begins anew, and Flink drops what the old one kept without a word.
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
    static Optional<PlanRequest> toPlan(Observed observed, PlanRequest request, String hash, Instant now) {
        if (!replaces(observed, hash, now) || observed.deployment().revision().equals(hash)) {
            return Optional.empty();
        }
        if (steps(observed, hash) == null) {
            return failed(observed, request.hash()) ? Optional.empty() : Optional.of(request);
        }
        String base = observed.deployment().reconciledRevision();
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
     * @param hash of the accepted definition; empty: the specification is not accepted
     * @return null: nothing began anew, or nothing is known of it
     */
    static Edit last(Observed observed, String hash, Instant now) {
        PipelineStatus previous = observed.pipeline().getStatus();
        DeploymentFacts deployment = observed.deployment();
        if (deployment == null) {
            return null;
        }
        if (!hash.isEmpty() && replaces(observed, hash, now)) {
            List<Step> before = steps(observed, deployment.reconciledRevision());
            List<Step> after = steps(observed, hash);
            if (before != null && after != null) {
                return of(hash, before, after);
            }
        }
        Edit told = previous == null || previous.job() == null
                ? null
                : previous.job().lastEdit();
        return told != null && told.revision().equals(deployment.revision()) ? told : null;
    }

    private static Edit of(String hash, List<Step> before, List<Step> after) {
        List<String> begun = begunAnew(before, after).stream()
                .map(step -> "sink " + String.join(", ", step.sinks()) + ": " + step.text())
                .toList();
        return begun.isEmpty() ? null : new Edit(hash, after.size(), begun);
    }

    /**
     * The steps that begin with empty state where there was state before: the new ones of each sink of which a step is gone.
     * A sink or a window that is only added takes nothing away.
     */
    static List<Step> begunAnew(List<Step> before, List<Step> after) {
        Set<String> had = uids(before);
        Set<String> has = uids(after);
        Set<String> losing = before.stream()
                .filter(step -> !has.contains(step.uid()))
                .flatMap(step -> step.sinks().stream())
                .collect(Collectors.toSet());
        return after.stream()
                .filter(step ->
                        !had.contains(step.uid()) && step.sinks().stream().anyMatch(losing::contains))
                .toList();
    }

    private static Set<String> uids(List<Step> steps) {
        return steps.stream().map(Step::uid).collect(Collectors.toSet());
    }

    // Whether the job is to go on from the state of another definition. One that never came up is put back to begin
    // again from the savepoint before it; and who wants no state has asked for it.
    private static boolean replaces(Observed observed, String hash, Instant now) {
        DeploymentFacts deployment = observed.deployment();
        return deployment != null
                && deployment.ours()
                && observed.running() != null
                && !deployment.reconciledRevision().equals(hash)
                && !deployment.stuck(now)
                && JobSettings.of(observed.pipeline(), observed.defaults()).upgrade() != UpgradeMode.Stateless;
    }

    private static List<Step> steps(Observed observed, String hash) {
        PlannerVerdict verdict = observed.verdicts().get(hash);
        return verdict == null || verdict.report() == null
                ? null
                : verdict.report().steps();
    }
}
