package dev.kafkaflink.local.standin.flink.lifecycle;

import dev.kafkaflink.local.standin.flink.lifecycle.Facts.Container;
import dev.kafkaflink.local.standin.flink.lifecycle.Facts.Rest;
import java.time.Instant;
import java.util.Optional;

/** Brings a status up to what is to be seen, the job manager first, then the job. */
final class Observation {
    private static final String JOB_NOT_FOUND = "Job Not Found";

    private final Status status;
    private final Facts facts;
    private final FlinkSpec spec;
    private final Instant now;

    private Observation(Status status, Facts facts, FlinkSpec spec, Instant now) {
        this.status = status;
        this.facts = facts;
        this.spec = spec;
        this.now = now;
    }

    /**
     * Changes {@code status}.
     *
     * @return why the job manager's container cannot run, the first time that it is seen
     */
    static Optional<ErrorText> observe(Status status, Facts facts, FlinkSpec spec, Instant now) {
        boolean cancelling = status.jobStatus.state == JobState.CANCELLING;
        if (status.reconciliationStatus.lastReconciledSpec == null
                || status.reconciliationStatus.isUpgrading() && !cancelling) {
            return Optional.empty();
        }
        return new Observation(status, facts, spec, now).run();
    }

    private Optional<ErrorText> run() {
        Optional<ErrorText> failure = Optional.empty();
        if (status.jobManagerDeploymentStatus != JobManagerState.READY) {
            failure = observeJobManager();
        }
        if (status.jobManagerDeploymentStatus == JobManagerState.READY) {
            failure = observeJob();
        }
        if (failure.isPresent()) {
            return failure;
        }
        if (status.jobManagerDeploymentStatus == JobManagerState.READY) {
            status.clusterInfo.putAll(facts.clusterInfo());
        }
        if (status.jobManagerDeploymentStatus != JobManagerState.ERROR
                && status.jobStatus.state != JobState.FAILED
                && status.reconciliationStatus.isStable()) {
            status.error = null;
        }
        return Optional.empty();
    }

    private Optional<ErrorText> observeJobManager() {
        JobManagerState before = status.jobManagerDeploymentStatus;
        boolean suspended =
                !spec.wantsToRun() && !status.lastSpec().orElseThrow().wantsToRun();
        if (before == JobManagerState.MISSING && suspended) {
            return Optional.empty();
        }
        if (before == JobManagerState.DEPLOYED_NOT_READY && facts.container() == Container.PORT_OPEN) {
            if (!(facts.rest() instanceof Rest.Unreachable)) {
                status.jobManagerDeploymentStatus = JobManagerState.READY;
            }
            return Optional.empty();
        }
        return switch (facts.container()) {
            case PORT_OPEN -> become(JobManagerState.DEPLOYED_NOT_READY);
            case STARTING -> become(JobManagerState.DEPLOYING);
            case WAITING -> waiting(before);
            case ABSENT -> missing(before);
        };
    }

    private Optional<ErrorText> become(JobManagerState state) {
        status.jobManagerDeploymentStatus = state;
        return Optional.empty();
    }

    private Optional<ErrorText> waiting(JobManagerState before) {
        status.jobStatus.state = JobState.RECONCILING;
        // Said once only, so that a new spec is not held up by it.
        return before == JobManagerState.ERROR ? Optional.empty() : facts.containerError();
    }

    private Optional<ErrorText> missing(JobManagerState before) {
        status.jobManagerDeploymentStatus = JobManagerState.MISSING;
        if (!status.jobStatus.hasEnded()) {
            status.jobStatus.state = JobState.RECONCILING;
        }
        if (before != JobManagerState.MISSING && before != JobManagerState.ERROR) {
            status.error = ErrorText.missingJobManager().toJson();
        }
        return Optional.empty();
    }

    private Optional<ErrorText> observeJob() {
        if (!status.lastSpec().orElseThrow().wantsToRun()) {
            return Optional.empty();
        }
        if (facts.rest() instanceof Rest.Job job) {
            found(job);
            return Optional.empty();
        }
        if (facts.rest() instanceof Rest.NoJob) {
            status.reconciliationStatus.state = "DEPLOYED";
            status.jobStatus.state = JobState.RECONCILING;
            status.error = JOB_NOT_FOUND;
            return Optional.empty();
        }
        if (status.jobStatus.state == JobState.RUNNING) {
            status.jobStatus.state = JobState.RECONCILING;
        }
        return facts.rest() instanceof Rest.TimedOut ? observeJobManager() : Optional.empty();
    }

    private void found(Rest.Job seen) {
        Status.Job job = status.jobStatus;
        boolean changed = job.state != seen.state();
        boolean wasCancelling = job.state == JobState.CANCELLING;
        job.state = seen.state();
        job.jobName = seen.name();
        job.startTime = String.valueOf(seen.startTime());
        if (changed) {
            job.updateTime = String.valueOf(now.toEpochMilli());
            if (seen.state() == JobState.CANCELED
                    || wasCancelling && seen.state().isTerminal()) {
                status.setLastSpec(status.lastSpec().orElseThrow().withRunning(false), false);
            }
            if (seen.state() == JobState.FAILED) {
                seen.failure().ifPresent(failure -> status.error = failure.toJson());
            }
        }
        markStable(seen.state());
        if (job.hasEnded()) {
            seen.lastCheckpoint().ifPresent(path -> job.upgradeSavepointPath = path);
        }
        observeSavepoint();
    }

    private void markStable(JobState state) {
        boolean endedByItself =
                state == JobState.FINISHED && status.lastSpec().orElseThrow().wantsToRun();
        if (status.reconciliationStatus.state.equals("DEPLOYED") && (state == JobState.RUNNING || endedByItself)) {
            status.markStable();
        }
    }

    private void observeSavepoint() {
        Status.SavepointInfo info = status.jobStatus.savepointInfo;
        if (info.triggerId == null || facts.savepoint().isEmpty()) {
            return;
        }
        Optional<String> location = facts.savepoint().get().location();
        if (location.isEmpty()) {
            info.resetTrigger();
            return;
        }
        Status.Savepoint savepoint =
                Status.Savepoint.of(Instant.ofEpochMilli(info.triggerTimestamp), location.get(), info.triggerType);
        status.lastSpec().orElseThrow().savepointTriggerNonce().ifPresent(nonce -> savepoint.triggerNonce = nonce);
        info.add(savepoint);
    }
}
