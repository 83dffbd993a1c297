package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;

/** A container cannot be started now. Its reason is one of Kubernetes' own. */
final class ContainerWaitsException extends Exception {
    /** No node has room. The operator says nothing of it. */
    static final String UNSCHEDULABLE = "Unschedulable";

    private static final long serialVersionUID = 1;

    private final String reason;

    ContainerWaitsException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    ErrorText toErrorText() {
        return ErrorText.deployment(reason, getMessage());
    }
}
