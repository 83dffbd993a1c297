package dev.kafkaflink.local.process;

/** A child process could not be started, ended too early, or did not become ready in time. */
public final class ProcessFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean addressInUse;

    ProcessFailedException(String message, boolean addressInUse, Throwable cause) {
        super(message, cause);
        this.addressInUse = addressInUse;
    }

    /** Whether the log says that somebody else took the port first, so that another port would help. */
    public boolean addressInUse() {
        return addressInUse;
    }
}
