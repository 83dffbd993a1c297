package dev.kafkaflink.local.standin.flink.lifecycle;

/** The job manager as {@code status.jobManagerDeploymentStatus} names it. */
public enum JobManagerState {
    MISSING,
    DEPLOYING,
    DEPLOYED_NOT_READY,
    READY,
    ERROR
}
