package dev.kafkaflink.operator.core.model;

/** How a job is, in the one word that the status shows. */
public enum JobState {
    /** It comes up for the first time. */
    Starting,
    /** It runs. */
    Running,
    /** It comes back after a failure. */
    Restarting,
    /** It goes over to a changed specification. */
    Upgrading,
    /** It is stopped because the specification says so. */
    Suspended,
    /** It has failed, and nobody tries again. */
    Failed,
    /** It has come to an end. */
    Finished,
    /** Nothing is known of it now. */
    Unknown,
    /** Something else is to come first. */
    Waiting,
    /** The pipeline is being deleted. */
    Deleting
}
