package dev.kafkaflink.job.deadletter;

/** Ends a job that has a dead letter for which the dead-letter topic is too small: it must not be lost in silence. */
public final class DeadLetterTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the record and the limit.
     *
     * @param topic the dead-letter topic
     * @param limit its max.message.bytes
     */
    public DeadLetterTooLargeException(DeadLetter letter, String topic, int limit) {
        super(letter.describe() + "; as a dead letter it is larger than the " + limit + " bytes that topic '" + topic
                + "' takes: raise its max.message.bytes, and the job goes on by itself");
    }
}
