package dev.kafkaflink.local.controlplane;

/** The programs of the control plane are neither there nor can they be built; the message says what to install or set. */
public final class ControlPlaneUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ControlPlaneUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
