package dev.kafkaflink.cli.up;

/** What a person did or must know; its message is all that is shown. */
final class UpFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UpFailure(String message) {
        super(message);
    }

    UpFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
