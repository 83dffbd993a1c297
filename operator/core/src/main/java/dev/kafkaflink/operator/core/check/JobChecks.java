package dev.kafkaflink.operator.core.check;

import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.core.resolve.JobSettings;
import dev.kafkaflink.operator.core.resolve.RestoreDecision;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the job runs. The Flink operator's word alone does not do: STABLE hides crash loops, FINISHED may mean stopped
 * for an upgrade, an error may be stale or pass by itself, and one that it cannot mend looks like one that it is busy with.
 */
public final class JobChecks {
    /** An error that stands so long is no passing one. */
    static final Duration DEBOUNCE = Duration.ofSeconds(30);
    /** The Flink operator looks at a new deployment within a second, unless it is not there. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A job that has not come up after this, without any error, lacks something that Flink does not see. */
    static final Duration SLOW_START = Duration.ofMinutes(3);
    /** So many failures in so long a time are a loop. */
    static final int LOOP_FAILURES = 3;

    static final Duration LOOP_TIME = Duration.ofMinutes(5);
    /** The longest time between two rounds of a loop: the longest delay of a restart, and the start. */
    private static final Duration LONGEST_LOOP = Duration.ofSeconds(90);

    /** Flink's figures are up to ten seconds old, and just after a start they are those of before. */
    private static final Duration CONNECTING = Duration.ofSeconds(30);

    private static final Duration LONGEST_WITHOUT_CHECKPOINT = Duration.ofSeconds(90);

    private JobChecks() {}

    /**
     * What is wrong with a deployment, if anything is.
     *
     * @param job what its job manager says; null: nothing
     */
    public static Optional<Finding> health(DeploymentFacts deployment, JobFacts job, Observed observed, Instant now) {
        if (!deployment.ours()) {
            return found(
                    Reason.DeploymentNotOurs,
                    "there is a FlinkDeployment '%s' already, which somebody else created; rename the pipeline, or remove it"
                            .formatted(deployment.name()));
        }
        if (deployment.deleting()) {
            return found(Reason.Waiting, "the FlinkDeployment is being deleted; it is made anew when it is gone");
        }
        boolean settled = deployment.lastMoved().plus(DEBOUNCE).isBefore(now);
        if (deployment.lifecycleState().isEmpty()) {
            return deployment.lastMoved().plus(PATIENCE).isBefore(now)
                    ? found(Reason.DeploymentIgnored, ignored())
                    : found(
                            deployment.madeAnewFrom().isPresent() ? Reason.Recreating : Reason.Starting,
                            "the FlinkDeployment waits for the Flink operator");
        }
        if (deployment.suspended()) {
            return suspended(deployment, settled);
        }
        if (deployment.observedGeneration() < deployment.generation()) {
            return changing(deployment, observed, settled, now);
        }
        return atGeneration(deployment, job, observed, settled, now);
    }

    private static String ignored() {
        return "the Flink operator has not looked at the FlinkDeployment for %d s; see that it runs and watches the namespace"
                .formatted(PATIENCE.toSeconds());
    }

    private static Optional<Finding> suspended(DeploymentFacts deployment, boolean settled) {
        // Its observedGeneration does not follow changes that are made meanwhile.
        if (deployment.lifecycleState().equals("SUSPENDED")) {
            return found(Reason.Suspended, "the pipeline is suspended; set spec.suspend: false to go on");
        }
        return settled && !deployment.error().isEmpty()
                ? found(Reason.UpgradeFailing, "the job cannot be stopped: " + deployment.error())
                : found(Reason.Suspending, "the job is being stopped with a savepoint");
    }

    // The specification is newer than what the Flink operator acts on: not seen yet, refused, or not possible yet.
    private static Optional<Finding> changing(
            DeploymentFacts deployment, Observed observed, boolean settled, Instant now) {
        if (!settled) {
            return found(starting(deployment), "the changed specification is being taken over");
        }
        if (deployment.errorType().equals("ValidationException")) {
            return found(Reason.DeploymentRefused, refused(deployment));
        }
        if (!deployment.error().isEmpty()) {
            return found(
                    deployment.lifecycleState().equals("FAILED") ? Reason.JobFailed : Reason.UpgradeFailing,
                    "the changed specification cannot be taken over: " + deployment.error());
        }
        // The Flink operator clears the error at each try, a moment before it sets it again.
        return sticky(observed, Reason.UpgradeFailing)
                .or(() -> deployment.lastMoved().plus(PATIENCE).isBefore(now)
                        ? found(Reason.DeploymentIgnored, ignored())
                        : found(starting(deployment), "the changed specification is being taken over"));
    }

    private static Optional<Finding> atGeneration(
            DeploymentFacts deployment, JobFacts job, Observed observed, boolean settled, Instant now) {
        if (deployment.lifecycleState().equals("FAILED")) {
            return deployment.errorType().equals("ValidationException")
                    ? found(Reason.DeploymentRefused, refused(deployment))
                    : found(Reason.JobFailed, "the job has failed for good: " + error(deployment));
        }
        PipelineKey pipeline = PipelineKey.of(observed.pipeline());
        Optional<JobFacts> known = Optional.ofNullable(job).filter(facts -> isOf(deployment, facts));
        Optional<Finding> failing = known.flatMap(facts -> failures(facts, now));
        if (failing.isPresent()) {
            List<PodFacts.Exit> exits = PodChecks.recent(observed.pods(), deployment, now);
            return PodChecks.outOfMemory(exits, pipeline).or(() -> failing);
        }
        if (known.filter(facts -> runs(deployment, facts)).isPresent()) {
            return kafka(known.get()).or(() -> stopped(known.get())).or(() -> checkpoints(known.get(), observed));
        }
        Optional<Finding> pods = PodChecks.look(observed.pods(), deployment, pipeline, now);
        if (pods.isPresent()) {
            return pods;
        }
        if (deployment.well()) {
            return Optional.of(known.map(JobChecks::notAllOfIt).orElseGet(() -> unknown(deployment, job, observed)));
        }
        if (deployment.lifecycleState().equals("STABLE")) {
            return deployment.jobState().equals("FINISHED")
                    ? found(Reason.JobFinished, "the job has come to an end by itself; see Flink's log")
                    : found(
                            Reason.Restarting,
                            "the job comes back from its last checkpoint (job %s, job manager %s)"
                                    .formatted(deployment.jobState(), deployment.jobManagerStatus()));
        }
        return comingUp(deployment, observed, settled, now);
    }

    /** Whether what is known is of the deployment's job as it is now. */
    private static boolean isOf(DeploymentFacts deployment, JobFacts job) {
        return job.silentSince() == null && job.jobId().equals(deployment.jobId());
    }

    // The Flink operator says so up to 15 s later. Before it does, only a job that names its revision is surely not
    // the one that is on its way out.
    private static boolean runs(DeploymentFacts deployment, JobFacts job) {
        boolean current = !job.revision().isEmpty()
                && job.revision().equals(deployment.spec().revision().hash());
        return job.runs()
                && switch (deployment.lifecycleState()) {
                    case "DEPLOYED" -> current;
                    case "STABLE" -> current || job.revision().isEmpty();
                    default -> false;
                };
    }

    private static Finding notAllOfIt(JobFacts job) {
        return job.runs()
                ? Finding.of(Reason.Upgrading, "the job still runs revision " + job.revision())
                : Finding.of(
                        Reason.Restarting,
                        job.state().equals("RUNNING")
                                ? "not all tasks of the job run; it is being brought back from its last checkpoint"
                                : "the job comes back from its last checkpoint (job %s)".formatted(job.state()));
    }

    // The Flink operator goes on saying RUNNING for half a minute or more.
    private static Finding unknown(DeploymentFacts deployment, JobFacts job, Observed observed) {
        Optional<PodFacts.Pod> starting = PodChecks.startingJobManager(observed.pods());
        if (starting.isPresent()) {
            return Finding.of(
                    Reason.Restarting,
                    "the job manager is being started again (pod '%s'); the job then goes on from its last checkpoint"
                            .formatted(starting.get().name()));
        }
        boolean silent = job != null && job.silentSince() != null;
        return Finding.of(
                Reason.JobUnknown,
                silent
                        ? "the job manager has not answered since %s, so that nothing is known of the job; see that its pod runs (kubectl get pods -l app=%s) and that the operator may reach its REST service"
                                .formatted(job.silentSince().truncatedTo(ChronoUnit.SECONDS), deployment.name())
                        : "the job manager has said nothing of this job yet; if it stays so, see that its pod runs (kubectl get pods -l app=%s) and that the operator may reach its REST service"
                                .formatted(deployment.name()));
    }

    private static Optional<Finding> comingUp(
            DeploymentFacts deployment, Observed observed, boolean settled, Instant now) {
        if (deployment.jobState().equals("RESTARTING") || deployment.jobState().equals("FAILING")) {
            return found(Reason.Restarting, "the job restarts after a failure; see Flink's log for its cause");
        }
        // A first job has no state that could not fit: it is slow to be submitted.
        if (deployment.stuck(observed.pods(), now) && !deployment.first()) {
            return found(
                    Reason.StateDoesNotFit,
                    "the job does not come up from its last state (Flink says: " + deployment.error()
                            + "), as when the state does not fit the changed queries; put the old queries back, or set"
                            + " spec.job.upgrade: Stateless to begin anew");
        }
        // Each try to deploy moves the time of the last one: only the time of the change says how long it has stood.
        boolean upgrading = deployment.lifecycleState().equals("UPGRADING");
        boolean standing = upgrading ? deployment.written().plus(DEBOUNCE).isBefore(now) : settled;
        if (standing && standsFor(deployment, observed)) {
            return found(
                    upgrading ? Reason.UpgradeFailing : Reason.NotStarting,
                    "the job does not come up: " + deployment.error());
        }
        if (standing && upgrading) {
            Optional<Finding> still = sticky(observed, Reason.UpgradeFailing);
            if (still.isPresent()) {
                return still;
            }
        }
        if (deployment.lastMoved().plus(SLOW_START).isBefore(now)) {
            return found(
                    Reason.NotStarting,
                    "the job has not come up for %d minutes and Flink names no error (job %s, job manager %s); %s"
                            .formatted(
                                    SLOW_START.toMinutes(),
                                    deployment.jobState(),
                                    deployment.jobManagerStatus(),
                                    deployment.jobManagerStatus().equals("READY")
                                            ? "its job manager runs and may be slow to plan it: see its log, or give it more by spec.job.resources.jobManager.cpu"
                                            : "see whether its pods find room: kubectl get pods -l app="
                                                    + deployment.name()));
        }
        return found(
                starting(deployment),
                deployment
                        .madeAnewFrom()
                        .map(folder -> "the FlinkDeployment was deleted and has been made anew; "
                                + RestoreDecision.goesOnFrom(folder))
                        .orElse("the job is being started"));
    }

    // What the Flink operator says of a pod stays until the job is STABLE, though the pod has long come up.
    private static boolean standsFor(DeploymentFacts deployment, Observed observed) {
        boolean ofPod = deployment.errorType().equals("DeploymentFailedException");
        return !deployment.error().isEmpty()
                && !deployment.error().equals("Job Not Found")
                && !(ofPod && PodChecks.jobManagerRuns(observed.pods()));
    }

    private static Optional<Finding> failures(JobFacts job, Instant now) {
        if (job.state().equals("FINISHED")) {
            // However often it has failed, it does not any more.
            return Optional.empty();
        }
        List<JobFacts.Failure> recent = job.failures().stream()
                .filter(failure -> failure.at().plus(LOOP_TIME).isAfter(now))
                .toList();
        if (recent.size() >= LOOP_FAILURES && !recovered(job, recent.get(0).at(), now)) {
            return found(
                    Reason.CrashLoop,
                    "the job fails again and again: " + recent.get(0).cause());
        }
        return !job.state().equals("RUNNING") && !recent.isEmpty()
                ? found(
                        Reason.Restarting,
                        "the job restarts after a failure: " + recent.get(0).cause())
                : Optional.empty();
    }

    // A job that restarts ever more slowly is quiet for up to a minute between two failures.
    private static boolean recovered(JobFacts job, Instant failed, Instant now) {
        if (!job.state().equals("RUNNING")) {
            return false;
        }
        boolean kept = job.lastCheckpoint() != null && job.lastCheckpoint().isAfter(failed);
        return failed.plus(kept ? DEBOUNCE : LONGEST_LOOP).isBefore(now);
    }

    private static Optional<Finding> stopped(JobFacts job) {
        return job.stopped().isEmpty()
                ? Optional.empty()
                : found(
                        Reason.SourceStopped,
                        job.stopped().entrySet().stream()
                                        .map(source -> "source '%s' takes no more records, by deadLetters.failAfter: %s"
                                                .formatted(source.getKey(), source.getValue()))
                                        .collect(Collectors.joining("; "))
                                + "; mend what writes them, or the columns, and set another spec.job.restartNonce to go on");
    }

    private static Optional<Finding> kafka(JobFacts job) {
        Instant start = job.failures().stream()
                .map(JobFacts.Failure::at)
                .filter(at -> at.isAfter(job.startTime()))
                .max(Comparator.naturalOrder())
                .orElse(job.startTime());
        boolean settled = start.plus(CONNECTING).isBefore(job.at());
        return settled && job.kafkaConnections() != null && job.kafkaConnections() == 0
                ? found(
                        Reason.KafkaDisconnected,
                        "the job has no connection to Kafka and reads and writes nothing; see that the brokers run and can be reached; the job goes on by itself")
                : Optional.empty();
    }

    // By the time of the look: what has come to pass since is not known.
    private static Optional<Finding> checkpoints(JobFacts job, Observed observed) {
        Instant last = job.lastCheckpoint() == null ? job.startTime() : job.lastCheckpoint();
        String interval =
                JobSettings.of(observed.pipeline(), observed.defaults()).checkpointInterval();
        Duration limit = longest(interval);
        return last == null || !last.plus(limit).isBefore(job.at())
                ? Optional.empty()
                : found(
                        Reason.CheckpointsFailing,
                        "no checkpoint has succeeded since %s, so that results may not appear; see that Kafka and the checkpoint directory can be reached"
                                .formatted(last.truncatedTo(ChronoUnit.SECONDS)));
    }

    private static Duration longest(String interval) {
        try {
            Duration several = Durations.parse(interval).multipliedBy(3);
            return several.compareTo(LONGEST_WITHOUT_CHECKPOINT) > 0 ? several : LONGEST_WITHOUT_CHECKPOINT;
        } catch (IllegalArgumentException | ArithmeticException e) {
            // An interval that cannot be read is refused elsewhere, and the job runs with an older one.
            return LONGEST_WITHOUT_CHECKPOINT;
        }
    }

    private static Optional<Finding> sticky(Observed observed, Reason reason) {
        return observed.pipeline().getStatus() == null
                ? Optional.empty()
                : observed.pipeline().getStatus().conditions().stream()
                        .filter(condition ->
                                condition.getType().equals(reason.aspect().condition()))
                        .filter(condition -> reason.name().equals(condition.getReason()))
                        .findFirst()
                        .map(Condition::getMessage)
                        .map(message -> Finding.of(reason, message));
    }

    private static Reason starting(DeploymentFacts deployment) {
        if (deployment.madeAnewFrom().isPresent()) {
            return Reason.Recreating;
        }
        return deployment.first() ? Reason.Starting : Reason.Upgrading;
    }

    private static String refused(DeploymentFacts deployment) {
        return "the Flink operator refuses the deployment: " + deployment.error();
    }

    private static String error(DeploymentFacts deployment) {
        return deployment.error().isEmpty() ? "see Flink's log" : deployment.error();
    }

    private static Optional<Finding> found(Reason reason, String message) {
        return Optional.of(Finding.of(reason, message));
    }
}
