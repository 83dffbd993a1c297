package dev.kafkaflink.local.standin.flink.lifecycle;

import java.util.Optional;

/** What is to be done next. Its outcome comes back through {@link Lifecycle#after}. */
public sealed interface Action {
    /** Nothing. */
    record None() implements Action {}

    /**
     * Starts job manager and task managers.
     *
     * @param spec what to run
     * @param jobId the id that the job gets, 32 hexadecimal digits
     * @param savepoint what to start from; a dummy if the state comes from the high-availability data
     */
    record Start(FlinkSpec spec, String jobId, Optional<String> savepoint) implements Action {}

    /** Stops the job with a savepoint in the directory that {@code running} configures. */
    record StopWithSavepoint(FlinkSpec running, String jobId) implements Action {}

    /** Asks Flink to cancel the job, and goes on without waiting for it. */
    record Cancel(String jobId) implements Action {}

    /**
     * Ends all processes.
     *
     * @param cancelJobId the job to cancel before, if any
     * @param keepHaMetadata whether the next job manager is to find the job's state in Kubernetes
     */
    record Delete(Purpose purpose, Optional<String> cancelJobId, boolean keepHaMetadata) implements Action {}

    /** Takes a savepoint while the job goes on. */
    record TriggerSavepoint(FlinkSpec running, String jobId) implements Action {}

    /** Lets the resource go. */
    record RemoveFinalizer() implements Action {}

    /** Why the processes are ended. */
    enum Purpose {
        /** An upgrade or suspension without a savepoint. */
        SUSPEND,
        /** What is left of the job before must go before a new one starts. */
        CLEAR,
        /** The job manager never came up. */
        NEVER_STARTED,
        /** The spec asks to start over from a savepoint of its choice. */
        REDEPLOY,
        /** The resource is being deleted. */
        CLEAN_UP
    }
}
