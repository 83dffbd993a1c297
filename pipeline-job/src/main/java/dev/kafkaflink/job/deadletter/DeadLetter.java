package dev.kafkaflink.job.deadletter;

import java.util.List;

/**
 * A record that could not be processed, byte for byte; or a row that is made of several.
 *
 * @param stage where: {@code source.NAME}, {@code query.SINK} or {@code sink.NAME}
 * @param error why, for a person
 * @param topic the topic it was read from, or should have been written to; empty: neither is known
 * @param partition its partition; -1 if it was not yet written
 * @param offset its offset; -1 if it was not yet written
 * @param timestamp Kafka's timestamp in milliseconds since the epoch; -1 if it was not yet written or has none
 * @param key its key, or null
 * @param value its value, or null
 * @param headers its headers, in their order
 */
public record DeadLetter(
        String stage,
        String error,
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        byte[] value,
        List<Header> headers) {

    /**
     * A header of a Kafka record.
     *
     * @param key its name
     * @param value its bytes, or null
     */
    public record Header(String key, byte[] value) {}

    /** A record that was not yet written. */
    public static DeadLetter ofUnwritten(String stage, String error, String topic, byte[] key, byte[] value) {
        return new DeadLetter(stage, error, topic, -1, -1, -1, key, value, List.of());
    }

    /** A row that is made of several records, or of ones that are not known any more, and was for no topic yet. */
    public static DeadLetter ofRow(String stage, String error, byte[] json) {
        return ofUnwritten(stage, error, "", null, json);
    }

    /** The record's place in Kafka and what was wrong, in a sentence. */
    public String describe() {
        if (topic.isEmpty()) {
            return "%s: a row: %s".formatted(stage, error);
        }
        return partition < 0
                ? "%s: a record for topic '%s': %s".formatted(stage, topic, error)
                : "%s: topic '%s', partition %d, offset %d: %s".formatted(stage, topic, partition, offset, error);
    }
}
