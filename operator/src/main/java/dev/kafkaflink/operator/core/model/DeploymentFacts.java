package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.jobdef.StateFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The FlinkDeployment that has the pipeline's name. Texts from its status are empty where it has none.
 *
 * @param name its name
 * @param ours whether the pipeline is its owner
 * @param deleting whether it is being deleted
 * @param created when it was created
 * @param changed when its specification was last written; null: not known
 * @param madeFrom generation of the pipeline that it was made from; 0: not known
 * @param generation of its specification
 * @param observedGeneration the one that the Flink operator acts on; 0: none yet
 * @param suspended whether its specification asks for a stopped job
 * @param revision the definition's hash in its specification; empty: none
 * @param reconciledRevision the definition's hash in the specification last acted on; empty: none
 * @param redeployNonce its savepointRedeployNonce; null: none
 * @param initialSavepoint its initialSavepointPath; empty: none
 * @param lifecycleState such as {@code STABLE}
 * @param jobState such as {@code RUNNING}
 * @param jobManagerStatus such as {@code READY}
 * @param jobId Flink's id of the job
 * @param startTime when the job started; null: not known
 * @param savepoint the savepoint or checkpoint of the last upgrade
 * @param error what the Flink operator says is wrong, in one line
 * @param errorType the class name of the exception behind it, without its package; empty: not known
 * @param reconciled when the Flink operator last acted on a change; null: never
 */
public record DeploymentFacts(
        String name,
        boolean ours,
        boolean deleting,
        Instant created,
        Instant changed,
        long madeFrom,
        long generation,
        long observedGeneration,
        boolean suspended,
        String revision,
        String reconciledRevision,
        Long redeployNonce,
        String initialSavepoint,
        String lifecycleState,
        String jobState,
        String jobManagerStatus,
        String jobId,
        Instant startTime,
        String savepoint,
        String error,
        String errorType,
        Instant reconciled) {
    /** A job manager that is up and has not been given its job after this is not given it any more. */
    private static final Duration SUBMISSION = Duration.ofMinutes(2);

    /** When its specification was last written. */
    public Instant written() {
        return changed == null || changed.isBefore(created) ? created : changed;
    }

    /** When something last happened to it that explains a passing error. */
    public Instant lastMoved() {
        return reconciled == null || reconciled.isBefore(written()) ? written() : reconciled;
    }

    /** Whether its job has never run before: neither restored from anything nor started before it was last deployed. */
    public boolean first() {
        boolean startedNow = startTime == null || reconciled != null && !startTime.isBefore(reconciled);
        return savepoint.isEmpty() && startedNow && !jobState.equals("RUNNING");
    }

    /** The folder from whose newest state its first job began, as long as that job is its last; empty: none. */
    public Optional<String> madeAnewFrom() {
        boolean firstJob = lifecycleState.isEmpty() || savepoint.equals(initialSavepoint);
        return redeployNonce == null && firstJob ? StateFolder.ofNewest(initialSavepoint) : Optional.empty();
    }

    /**
     * Whether it will never come up from where it is to begin: its savepoint does not fit or its high-availability data
     * is gone. It then needs to be told explicitly where to begin again. A job that is slow to be submitted is not found
     * for a while too.
     */
    public boolean stuck(Instant now) {
        boolean failed = lifecycleState.equals("FAILED") && errorType.equals("UpgradeFailureException");
        return (failed || error.equals("Job Not Found"))
                && lastMoved().plus(SUBMISSION).isBefore(now);
    }

    /** Whether the job is as its specification asks: the only state in which STABLE can be believed. */
    public boolean well() {
        return lifecycleState.equals("STABLE")
                && jobState.equals("RUNNING")
                && jobManagerStatus.equals("READY")
                && observedGeneration == generation;
    }
}
