package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;

/** Flink would refuse the cluster's configuration. */
public final class InvalidClusterException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient ErrorText text;

    InvalidClusterException(ErrorText text) {
        super(text.message());
        this.text = text;
    }

    public ErrorText text() {
        return text;
    }
}
