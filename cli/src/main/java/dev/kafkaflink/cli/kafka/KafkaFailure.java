package dev.kafkaflink.cli.kafka;

/** Kafka cannot do what was asked for; the message is for a person. */
public final class KafkaFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KafkaFailure(String message) {
        super(message);
    }

    KafkaFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
