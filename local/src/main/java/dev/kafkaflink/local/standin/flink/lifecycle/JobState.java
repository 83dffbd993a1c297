package dev.kafkaflink.local.standin.flink.lifecycle;

/** A job's state as Flink names it, and RECONCILING, which means that the operator does not know. */
public enum JobState {
    INITIALIZING,
    CREATED,
    RUNNING,
    FAILING,
    FAILED,
    CANCELLING,
    CANCELED,
    FINISHED,
    RESTARTING,
    SUSPENDED,
    RECONCILING;

    boolean isTerminal() {
        return this == FAILED || this == CANCELED || this == FINISHED;
    }
}
