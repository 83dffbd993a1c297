package dev.kafkaflink.registry;

/** A registry that does not answer, or not in order: it may do so later. */
public final class RegistryUnavailableException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
