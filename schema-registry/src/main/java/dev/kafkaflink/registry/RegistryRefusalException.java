package dev.kafkaflink.registry;

/** A registry that refuses: it will do so until somebody changes something. */
public final class RegistryRefusalException extends RegistryException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A refusal.
     *
     * @param status the HTTP status
     */
    public RegistryRefusalException(int status, String message) {
        super(message, null);
        this.status = status;
    }

    /** Whether a schema was refused because it does not go with those that its subject has. */
    public boolean isIncompatible() {
        return status == 409;
    }
}
