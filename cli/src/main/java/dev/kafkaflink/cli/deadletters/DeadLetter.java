package dev.kafkaflink.cli.deadletters;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record of a dead-letter topic.
 *
 * @param place where it lies
 * @param written when the job wrote it
 * @param stage {@code source.NAME}, {@code query.SINK} or {@code sink.NAME}
 * @param error what was wrong with it
 * @param origin where it was read from; empty: a row that several records made
 * @param timestamp Kafka's timestamp of the original, in milliseconds since the epoch; null: none
 * @param key the original's, or null
 * @param value the original's, or null
 * @param headers the original's, in their order
 */
record DeadLetter(
        Place place,
        Instant written,
        String stage,
        String error,
        Optional<Origin> origin,
        Long timestamp,
        byte[] key,
        byte[] value,
        List<Header> headers) {

    /** A place in the dead-letter topic; as text {@code PARTITION:OFFSET}. */
    record Place(int partition, long offset) implements Comparable<Place> {
        /** Reads what {@link #toString} writes. Throws IllegalArgumentException for another text. */
        static Place parse(String text) {
            try {
                int colon = text.indexOf(':');
                return new Place(
                        Integer.parseInt(text.substring(0, Math.max(0, colon))),
                        Long.parseLong(text.substring(colon + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "'%s' is no place; write PARTITION:OFFSET, such as 0:17".formatted(text), e);
            }
        }

        @Override
        public int compareTo(Place other) {
            return partition == other.partition
                    ? Long.compare(offset, other.offset)
                    : Integer.compare(partition, other.partition);
        }

        @Override
        public String toString() {
            return partition + ":" + offset;
        }
    }

    /** Where a record was read from. */
    record Origin(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return "%s, partition %d, offset %d".formatted(topic, partition, offset);
        }
    }

    private static final List<String> ADDED = List.of(
            DeadLetters.Headers.TOPIC,
            DeadLetters.Headers.PARTITION,
            DeadLetters.Headers.OFFSET,
            DeadLetters.Headers.TIMESTAMP,
            DeadLetters.Headers.STAGE,
            DeadLetters.Headers.ERROR,
            DeadLetters.Headers.CONNECT_TOPIC,
            DeadLetters.Headers.CONNECT_PARTITION,
            DeadLetters.Headers.CONNECT_OFFSET,
            DeadLetters.Headers.CONNECT_ERROR);

    /** Empty for a record that is no dead letter. */
    static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        String stage = last(headers, DeadLetters.Headers.STAGE);
        String topic = last(headers, DeadLetters.Headers.TOPIC);
        if (stage == null) {
            return Optional.empty();
        }
        String timestamp = last(headers, DeadLetters.Headers.TIMESTAMP);
        return Optional.of(new DeadLetter(
                new Place(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                stage,
                Optional.ofNullable(last(headers, DeadLetters.Headers.ERROR)).orElse(""),
                origin(headers, stage, topic),
                timestamp == null ? null : Long.valueOf(timestamp),
                record.key(),
                record.value(),
                originals(headers)));
    }

    // The job adds partition and offset together or not at all. A record that was a dead letter before has headers of
    // both times, of which the last ones are ours.
    private static Optional<Origin> origin(Headers headers, String stage, String topic) {
        String partition = last(headers, DeadLetters.Headers.PARTITION);
        String offset = last(headers, DeadLetters.Headers.OFFSET);
        return partition == null || offset == null
                ? Optional.empty()
                : Optional.of(new Origin(topic, Integer.parseInt(partition), Long.parseLong(offset)));
    }

    private static String last(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** All but the last of each added one. */
    private static List<Header> originals(Headers headers) {
        List<Header> backwards = new ArrayList<>();
        headers.forEach(backwards::add);
        Collections.reverse(backwards);
        Set<String> added = new HashSet<>(ADDED);
        List<Header> originals = new ArrayList<>(
                backwards.stream().filter(header -> !added.remove(header.key())).toList());
        Collections.reverse(originals);
        return List.copyOf(originals);
    }
}
