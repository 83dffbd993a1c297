package dev.kafkaflink.job.format;

/**
 * A decoder cannot go on, and the record is not to blame: it lacks something that it needs from elsewhere. The task fails and
 * starts again, so that no record is lost.
 */
public final class DecoderUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DecoderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
