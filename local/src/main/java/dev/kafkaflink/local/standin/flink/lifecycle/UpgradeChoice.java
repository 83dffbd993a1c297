package dev.kafkaflink.local.standin.flink.lifecycle;

import dev.kafkaflink.local.standin.flink.lifecycle.Facts.HaMetadata;
import java.util.Optional;

/**
 * How a job that is up, or was, is brought to another spec.
 *
 * @param way what is done with the job that is there
 * @param restore what the next one starts from; null unless {@code way} stops the job
 * @param refusal why it cannot be done at all; null unless refused
 */
record UpgradeChoice(Way way, UpgradeMode restore, String refusal) {
    /** A savepoint path that stands for the state in the high-availability data. */
    static final String LAST_STATE_PATH = "KUBERNETES_OPERATOR_LAST_STATE";

    /** What is done with the job that is there. */
    enum Way {
        /** It has ended already. */
        NONE_NEEDED,
        SAVEPOINT,
        /** Only the processes are ended; the state stays in Kubernetes. */
        KEEP_STATE,
        CANCEL,
        DROP,
        /** Its job manager never ran: it is removed, and then the choice is made again. */
        REMOVE_NEVER_STARTED,
        /** The job is in no state from which an upgrade could begin. */
        WAIT,
        REFUSE
    }

    static UpgradeChoice of(Status status, FlinkSpec target, Facts facts) {
        FlinkSpec last = status.lastSpec().orElseThrow();
        Status.Job job = status.jobStatus;
        if (target.upgradeMode() == UpgradeMode.STATELESS) {
            return new UpgradeChoice(job.hasEnded() ? Way.NONE_NEEDED : Way.DROP, UpgradeMode.STATELESS, null);
        }
        boolean haMetadata = last.usesKubernetesHa() && facts.haMetadata() != HaMetadata.NONE;
        if (isFinal(status, haMetadata)) {
            return LAST_STATE_PATH.equals(lastSavepoint(status).orElse(null))
                    ? refuse("Job is in terminal state but last checkpoint is unknown, possibly due to an unrecoverable"
                            + " restore error. Manual restore required.")
                    : new UpgradeChoice(Way.NONE_NEEDED, UpgradeMode.SAVEPOINT, null);
        }
        if (job.state == JobState.CANCELLING) {
            return new UpgradeChoice(Way.WAIT, null, null);
        }
        boolean running = job.state == JobState.RUNNING;
        boolean otherVersion = !last.flinkVersion().equals(target.flinkVersion());
        if (running && (target.upgradeMode() == UpgradeMode.SAVEPOINT || otherVersion)) {
            return new UpgradeChoice(Way.SAVEPOINT, UpgradeMode.SAVEPOINT, null);
        }
        boolean cancellable = status.jobManagerDeploymentStatus == JobManagerState.READY
                && job.state != JobState.RECONCILING
                && !job.hasEnded();
        if (cancellable && (otherVersion || !haMetadata)) {
            return new UpgradeChoice(Way.CANCEL, UpgradeMode.SAVEPOINT, null);
        }
        return running
                ? new UpgradeChoice(Way.KEEP_STATE, UpgradeMode.LAST_STATE, null)
                : whenNotRunning(status, last, target, facts);
    }

    private static UpgradeChoice whenNotRunning(Status status, FlinkSpec last, FlinkSpec target, Facts facts) {
        boolean kept = facts.haMetadata() != HaMetadata.NONE && target.usesKubernetesHa();
        if (kept && last.usesKubernetesHa()) {
            return new UpgradeChoice(Way.KEEP_STATE, UpgradeMode.LAST_STATE, null);
        }
        JobManagerState jobManager = status.jobManagerDeploymentStatus;
        if (jobManager != JobManagerState.MISSING
                && last.upgradeMode() != UpgradeMode.LAST_STATE
                && facts.neverStarted()) {
            return new UpgradeChoice(Way.REMOVE_NEVER_STARTED, null, null);
        }
        if (!kept && (jobManager == JobManagerState.MISSING || jobManager == JobManagerState.ERROR)) {
            return refuse("JobManager deployment is missing and HA metadata is not available to make stateful upgrades."
                    + " It is possible that the job has finished or terminally failed, or the configmaps have been"
                    + " deleted.Manual restore required.");
        }
        return new UpgradeChoice(Way.WAIT, null, null);
    }

    /** Whether the job has ended and the status knows from where it can go on. */
    private static boolean isFinal(Status status, boolean haMetadata) {
        if (!status.jobStatus.hasEnded()) {
            return false;
        }
        // HA metadata that is still there may hold a later checkpoint than the status, unless Flink could be asked.
        return status.jobStatus.state == JobState.CANCELED
                || !haMetadata
                || status.jobManagerDeploymentStatus == JobManagerState.READY;
    }

    static Optional<String> lastSavepoint(Status status) {
        return Optional.ofNullable(status.jobStatus.upgradeSavepointPath)
                .or(() -> Optional.ofNullable(status.jobStatus.savepointInfo.lastSavepoint)
                        .map(savepoint -> savepoint.location));
    }

    private static UpgradeChoice refuse(String message) {
        return new UpgradeChoice(Way.REFUSE, null, message);
    }
}
