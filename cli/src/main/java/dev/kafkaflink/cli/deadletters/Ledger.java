package dev.kafkaflink.cli.deadletters;

import dev.kafkaflink.cli.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Which dead letters were sent back: a compacted topic beside theirs, with a record for each. It is written in the same
 * transaction as what is sent back, so that both are there or neither is.
 */
final class Ledger {
    private static final String SUFFIX = ".replayed";

    private Ledger() {}

    static String topic(String deadLetters) {
        return deadLetters + SUFFIX;
    }

    /** The places of all that were sent back. */
    static Set<DeadLetter.Place> read(Topics topics, String deadLetters) {
        Set<DeadLetter.Place> places = new HashSet<>();
        topics.read(
                topic(deadLetters),
                record -> places.add(DeadLetter.Place.parse(new String(record.key(), StandardCharsets.UTF_8))));
        return places;
    }

    static ProducerRecord<byte[], byte[]> entry(String deadLetters, DeadLetter letter, Instant now) {
        return new ProducerRecord<>(
                topic(deadLetters),
                letter.place().toString().getBytes(StandardCharsets.UTF_8),
                now.toString().getBytes(StandardCharsets.UTF_8));
    }
}
