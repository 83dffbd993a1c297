package dev.kafkaflink.registry;

/** A registry does not do what it is asked for. The message names its address. */
public abstract sealed class RegistryException extends Exception
        permits RegistryUnavailableException, RegistryRefusalException {
    private static final long serialVersionUID = 1L;

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
