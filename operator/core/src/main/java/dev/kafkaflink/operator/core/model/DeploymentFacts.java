package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.jobdef.StateFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The FlinkDeployment that has the pipeline's name. Texts that it does not have are empty.
 *
 * @param name its name
 * @param ours whether the pipeline is its owner
 * @param deleting whether it is being deleted
 * @param generation of its specification
 * @param origin what of the pipeline it was made from
 * @param spec what it asks for
 * @param status what the Flink operator says
 * @param times when it was written and acted on
 */
public record DeploymentFacts(
        String name,
        boolean ours,
        boolean deleting,
        long generation,
        Origin origin,
        Spec spec,
        Status status,
        Times times) {
    /** A job manager that is up and has not been given its job after this is not given it any more. */
    private static final Duration SUBMISSION = Duration.ofMinutes(2);

    /**
     * What of the pipeline a FlinkDeployment was made from.
     *
     * @param generation of the pipeline; 0: not known
     * @param request hash of what its specification asks of the job; empty: not known
     * @param rolledBack why it was made from an older one instead, which came up before; empty: it was not
     * @param cameUp what came up last, noted where the Flink operator does not say it; {@link Acted#NONE}: it is not noted
     */
    public record Origin(long generation, String request, String rolledBack, Acted cameUp) {}

    /**
     * What a job is made from.
     *
     * @param definition hash of its definition; empty: none
     * @param hash of all that makes the job, definition included; empty: none
     */
    public record Revision(String definition, String hash) {
        public static final Revision NONE = new Revision("", "");
    }

    /**
     * What a FlinkDeployment asks for.
     *
     * @param suspended whether its job is to be stopped
     * @param revision what its job is made from
     * @param redeployNonce its savepointRedeployNonce; null: none
     * @param restartNonce its restartNonce; null: none
     * @param initialSavepoint its initialSavepointPath; empty: none
     * @param given the whole of it, as this operator gave it last
     */
    public record Spec(
            boolean suspended,
            Revision revision,
            Long redeployNonce,
            Long restartNonce,
            String initialSavepoint,
            Map<String, Object> given) {}

    /**
     * What the Flink operator says.
     *
     * @param observedGeneration the generation that it acts on; 0: none yet
     * @param reconciled what it last acted on
     * @param stable what last came up
     * @param lifecycleState such as {@code STABLE}
     * @param jobState such as {@code RUNNING}
     * @param jobManagerStatus such as {@code READY}
     * @param jobId Flink's id of the job
     * @param startTime when the job started; null: not known
     * @param savepoint the savepoint or checkpoint from which the job began last, or is to begin
     * @param error what is wrong, in one line
     * @param errorType the class name of the exception behind it, without its package; empty: not known
     */
    public record Status(
            long observedGeneration,
            Acted reconciled,
            Acted stable,
            String lifecycleState,
            String jobState,
            String jobManagerStatus,
            String jobId,
            Instant startTime,
            String savepoint,
            String error,
            String errorType) {}

    /**
     * A specification that the Flink operator has acted on.
     *
     * @param revision what its job was made from
     * @param redeployNonce its savepointRedeployNonce; null: none
     * @param restartNonce its restartNonce; null: none
     * @param spec the whole of it; empty: it is not known
     */
    public record Acted(Revision revision, Long redeployNonce, Long restartNonce, Map<String, Object> spec) {
        /** One that was never seen. */
        public static final Acted NONE = new Acted(Revision.NONE, null, null, Map.of());
    }

    /**
     * When a FlinkDeployment was written and acted on.
     *
     * @param created when it was created
     * @param changed when its specification was last written; null: not known
     * @param reconciled when the Flink operator last acted on a change; null: never
     */
    public record Times(Instant created, Instant changed, Instant reconciled) {}

    public boolean suspended() {
        return spec.suspended();
    }

    public long observedGeneration() {
        return status.observedGeneration();
    }

    public String lifecycleState() {
        return status.lifecycleState();
    }

    public String jobState() {
        return status.jobState();
    }

    public String jobManagerStatus() {
        return status.jobManagerStatus();
    }

    public String jobId() {
        return status.jobId();
    }

    public Instant startTime() {
        return status.startTime();
    }

    public String savepoint() {
        return status.savepoint();
    }

    public String error() {
        return status.error();
    }

    public String errorType() {
        return status.errorType();
    }

    /** When its specification was last written. */
    public Instant written() {
        return times.changed() == null || times.changed().isBefore(times.created()) ? times.created() : times.changed();
    }

    /** When something last happened to it that explains a passing error. */
    public Instant lastMoved() {
        return times.reconciled() == null || times.reconciled().isBefore(written()) ? written() : times.reconciled();
    }

    /** Whether its job has never run before: neither restored from anything nor started before it was last deployed. */
    public boolean first() {
        boolean startedNow = startTime() == null
                || times.reconciled() != null && !startTime().isBefore(times.reconciled());
        return savepoint().isEmpty() && startedNow && !jobState().equals("RUNNING");
    }

    /** The folder from whose newest state its first job began, as long as that job is its last; empty: none. */
    public Optional<String> madeAnewFrom() {
        boolean firstJob = lifecycleState().isEmpty() || savepoint().equals(spec.initialSavepoint());
        return spec.redeployNonce() == null && firstJob
                ? StateFolder.ofNewest(spec.initialSavepoint())
                : Optional.empty();
    }

    /**
     * Whether it will never come up from where it is to begin: its savepoint does not fit or its high-availability data
     * is gone. It then needs to be told explicitly where to begin again. A job that is slow to be submitted is not found
     * for a while too: a job manager plans it first, once its image has been pulled.
     */
    public boolean stuck(PodFacts pods, Instant now) {
        Instant begun = pods.jobManagerStarted().filter(lastMoved()::isBefore).orElseGet(this::lastMoved);
        return lost() && begun.plus(SUBMISSION).isBefore(now);
    }

    /** What last came up; {@link Acted#NONE}: nothing that is known. */
    public Acted cameUp() {
        return isNoted() ? origin.cameUp() : status.stable();
    }

    /** Whether it counts what is noted of what came up last: until its job comes up. */
    public boolean isNoted() {
        return !origin.cameUp().revision().definition().isEmpty() && (suspended() || !well());
    }

    // That a job is not found may pass.
    private boolean lost() {
        boolean failed = lifecycleState().equals("FAILED") && errorType().equals("UpgradeFailureException");
        return failed || error().equals("Job Not Found");
    }

    /**
     * What made the job whose state is the newest: the one that was acted on last, or the last one that came up where that
     * one did not.
     */
    public Revision stateOf() {
        return (lost() || isNoted()) && !cameUp().revision().definition().isEmpty()
                ? cameUp().revision()
                : status.reconciled().revision();
    }

    /** The specification of the job whose state is the newest. */
    public Map<String, Object> stateSpec() {
        return (lost() || isNoted()) && !cameUp().spec().isEmpty() ? cameUp().spec() : spec.given();
    }

    /** Whether the job is as its specification asks: the only state in which STABLE can be believed. */
    public boolean well() {
        return lifecycleState().equals("STABLE")
                && jobState().equals("RUNNING")
                && jobManagerStatus().equals("READY")
                && observedGeneration() == generation;
    }
}
