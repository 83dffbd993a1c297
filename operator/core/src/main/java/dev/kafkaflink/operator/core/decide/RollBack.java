package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.operator.core.desired.Handover;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.DeploymentFacts.Revision;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was edited and cannot start is put back once: the revision that came up last runs again, from the newest state. It stays
 * until the specification changes; one that does not come up either is left to a person.
 */
final class RollBack {
    /** What a changed job is put back for, and how long after the change. */
    static final Map<Reason, Duration> AFTER = new EnumMap<>(Map.ofEntries(
            Map.entry(Reason.StateDoesNotFit, Duration.ZERO),
            Map.entry(Reason.JobFailed, Duration.ZERO),
            Map.entry(Reason.DeploymentRefused, Duration.ZERO),
            // Time enough for the kubelet to try a second and a third time.
            Map.entry(Reason.ContainerNotCreated, Duration.ofSeconds(30)),
            Map.entry(Reason.ImageNotPulled, Duration.ofSeconds(30)),
            Map.entry(Reason.ProcessCrashing, Duration.ofSeconds(60)),
            Map.entry(Reason.OutOfMemory, Duration.ofSeconds(60)),
            // A quota may be freed. The Flink operator tries again every 15 seconds.
            Map.entry(Reason.UpgradeFailing, Duration.ofMinutes(2)),
            // Nodes may be added for what was asked.
            Map.entry(Reason.Unschedulable, Duration.ofMinutes(5)),
            Map.entry(Reason.NotStarting, Duration.ofMinutes(5))));

    private RollBack() {}

    /**
     * What the job is put back to, and why; empty: it is not.
     *
     * @param job what is wrong with it
     */
    static Optional<Handover> of(Observed observed, Assessment assessment, List<Finding> job, Instant now) {
        return cause(observed, assessment, job)
                .filter(finding -> !due(observed, finding).isAfter(now))
                .map(finding ->
                        Handover.back(observed, observed.deployment().cameUp(), why(observed.deployment(), finding)));
    }

    /** The time until the job is put back if it stays as it is; empty: it is not, or at once. */
    static Optional<Duration> in(Observed observed, Assessment assessment, List<Finding> job, Instant now) {
        return cause(observed, assessment, job)
                .map(finding -> due(observed, finding))
                .filter(due -> due.isAfter(now))
                .map(due -> Duration.between(now, due));
    }

    private static Optional<Finding> cause(Observed observed, Assessment assessment, List<Finding> job) {
        DeploymentFacts deployment = observed.deployment();
        if (!assessment.accepted()
                || !assessment.handover().kept()
                || deployment == null
                || deployment.deleting()
                || deployment.suspended()
                || isBack(observed)) {
            return Optional.empty();
        }
        Revision cameUp = deployment.cameUp().revision();
        boolean another = !cameUp.definition().isEmpty()
                && !cameUp.hash().equals(deployment.spec().revision().hash());
        return another
                ? job.stream()
                        .filter(finding -> AFTER.containsKey(finding.reason()) && !runs(deployment, finding))
                        .min(Comparator.comparing(finding -> due(observed, finding)))
                : Optional.empty();
    }

    // A job that cannot be stopped runs on, and is tried to be stopped again.
    private static boolean runs(DeploymentFacts deployment, Finding finding) {
        return finding.reason() == Reason.UpgradeFailing
                && !deployment.lifecycleState().equals("UPGRADING");
    }

    private static Instant due(Observed observed, Finding finding) {
        DeploymentFacts deployment = observed.deployment();
        // Each try to deploy moves the time of the last one.
        Instant since = finding.reason() == Reason.UpgradeFailing ? deployment.written() : deployment.lastMoved();
        return since.plus(AFTER.get(finding.reason()));
    }

    /** What is told of a job that was put back, as long as nothing else is asked for. */
    static List<Finding> told(Observed observed, Optional<Handover> back) {
        String why = back.map(Handover::rolledBack).orElseGet(() -> Handover.rolledBack(observed));
        return why.isEmpty()
                ? List.of()
                : List.of(
                        Finding.of(
                                Reason.RolledBack,
                                "what was asked for last could not start, and the job was put back to the revision before, from the newest state; "
                                        + why
                                        + "; correct the specification, or set another spec.job.restartNonce to have it tried again"));
    }

    private static boolean isBack(Observed observed) {
        return !Handover.rolledBack(observed).isEmpty();
    }

    private static String why(DeploymentFacts deployment, Finding finding) {
        return "revision %s: %s: %s".formatted(deployment.spec().revision().hash(), finding.reason(), finding.text());
    }
}
