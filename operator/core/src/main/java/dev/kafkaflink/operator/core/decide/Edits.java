package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Edit;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                return of(
                        hash,
                        before,
                        after,
                        dropped(observed.running(), assessment.handover().definition()));
            }
        }
        return told != null
                        && told.revision().equals(deployment.spec().revision().definition())
                ? told
                : null;
    }

    private static Edit of(String hash, List<Step> before, List<Step> after, List<String> outputs) {
        List<String> begun = begunAnew(before, after).stream().map(Edits::text).toList();
        Set<String> has = uids(after);
        List<String> dropped = Stream.concat(
                        before.stream()
                                .filter(step -> !has.contains(step.uid()))
                                .map(Edits::text),
                        outputs.stream())
                .toList();
        return begun.isEmpty() && dropped.isEmpty() ? null : new Edit(hash, after.size(), begun, dropped);
    }

    private static String text(Step step) {
        return "sink " + String.join(", ", step.sinks()) + ": " + step.text();
    }

    // Outputs keep transactions, by names of their own.
    private static List<String> dropped(JobDefinition before, JobDefinition after) {
        Set<String> has = after.sinks().stream().map(Sink::name).collect(Collectors.toSet());
        List<String> dropped = new ArrayList<>();
        before.sinks().stream()
                .map(Sink::name)
                .filter(name -> !has.contains(name))
                .forEach(name -> dropped.add("sink " + name));
        boolean had = before.deadLetters() != null && before.deadLetters().policy() == DeadLetters.Policy.Route;
        boolean routes = after.deadLetters() != null && after.deadLetters().policy() == DeadLetters.Policy.Route;
        if (had && !routes) {
            dropped.add("the output of dead letters");
        }
        return dropped;
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

    // Whether the job is to go on from the state of another definition; who wants no state has asked for it.
    private static boolean replaces(Observed observed, String hash) {
        DeploymentFacts deployment = observed.deployment();
        return deployment != null
                && deployment.ours()
                && observed.running() != null
                && !deployment.stateOf().definition().equals(hash)
                && JobSettings.of(observed.pipeline(), observed.defaults()).upgrade() != UpgradeMode.Stateless;
    }

    private static List<Step> steps(Observed observed, String hash) {
        PlannerVerdict verdict = observed.verdicts().get(hash);
        return verdict == null || verdict.report() == null
                ? null
                : verdict.report().steps();
    }
}
