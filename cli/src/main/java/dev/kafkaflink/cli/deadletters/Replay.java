package dev.kafkaflink.cli.deadletters;

import dev.kafkaflink.cli.kafka.KafkaFailure;
import dev.kafkaflink.cli.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters back to the topics that they were read from: to the partition that they were in, key, value and
 * headers as they were, with a header that says where the dead letter lies. Each is sent once, over all runs: {@link Ledger}.
 */
final class Replay {
    /** Of a record that was sent back: {@code TOPIC/PARTITION:OFFSET} of its dead letter. */
    static final String HEADER = "kafkaflink.replayed";

    private static final int IN_ONE_TRANSACTION = 1_000;

    private final Topics topics;
    private final Properties client;
    private final String deadLetters;
    private final Predicate<DeadLetter> selection;
    private final boolean keepTimestamp;
    private final Clock clock;

    /**
     * @param client properties for any client
     * @param deadLetters the dead-letter topic
     * @param keepTimestamp whether a record has the timestamp of its original again, and not that of now; one that is older
     *     than its topic's retention is soon deleted by Kafka
     */
    Replay(
            Topics topics,
            Properties client,
            String deadLetters,
            Predicate<DeadLetter> selection,
            boolean keepTimestamp,
            Clock clock) {
        this.topics = topics;
        this.client = client;
        this.deadLetters = deadLetters;
        this.selection = selection;
        this.keepTimestamp = keepTimestamp;
        this.clock = clock;
    }

    /**
     * What was sent, or would be.
     *
     * @param byTopic how many records, by topic
     * @param before how many chosen ones were sent by an earlier run
     * @param rows how many chosen ones are rows that several records made, which came from no topic
     */
    record Outcome(Map<String, Long> byTopic, long before, long rows) {
        long sent() {
            return byTopic.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Looks, and sends nothing. */
    Outcome rehearse() {
        return sort(Ledger.read(topics, deadLetters), letter -> {});
    }

    /** Sends. A run that is ended in between has sent each of some, and another one sends the rest. */
    Outcome send() {
        topics.makeCompacted(Ledger.topic(deadLetters));
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            // Ends the transaction of a run that was killed or still goes on, so that the ledger can be trusted from
            // here.
            producer.initTransactions();
            Transactions transactions = new Transactions(producer);
            Outcome outcome = sort(Ledger.read(topics, deadLetters), transactions::add);
            transactions.commit();
            return outcome;
        } catch (KafkaException e) {
            throw new KafkaFailure(
                    "Kafka does not take what is sent back: %s; what was committed before stays, and another run goes on from there"
                            .formatted(e.getMessage()));
        }
    }

    private Outcome sort(Set<DeadLetter.Place> done, Consumer<DeadLetter> sender) {
        Map<String, Long> byTopic = new TreeMap<>();
        long[] before = {0};
        long[] rows = {0};
        topics.read(
                deadLetters, record -> DeadLetter.of(record).filter(selection).ifPresent(letter -> {
                    if (letter.origin().isEmpty()) {
                        rows[0]++;
                    } else if (done.contains(letter.place())) {
                        before[0]++;
                    } else {
                        sender.accept(letter);
                        byTopic.merge(letter.origin().get().topic(), 1L, Long::sum);
                    }
                }));
        return new Outcome(byTopic, before[0], rows[0]);
    }

    /** Commits every so many records, so that a transaction does not outlive its time. */
    private final class Transactions {
        private final KafkaProducer<byte[], byte[]> producer;
        private int open;

        Transactions(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        void add(DeadLetter letter) {
            if (open == 0) {
                producer.beginTransaction();
            }
            producer.send(original(letter));
            producer.send(Ledger.entry(deadLetters, letter, clock.instant()));
            if (++open == IN_ONE_TRANSACTION) {
                commit();
            }
        }

        void commit() {
            if (open > 0) {
                producer.commitTransaction();
                open = 0;
            }
        }
    }

    private ProducerRecord<byte[], byte[]> original(DeadLetter letter) {
        DeadLetter.Origin origin = letter.origin().orElseThrow();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                origin.topic(),
                origin.partition(),
                keepTimestamp ? letter.timestamp() : null,
                letter.key(),
                letter.value(),
                letter.headers());
        record.headers()
                .add(new RecordHeader(
                        HEADER, "%s/%s".formatted(deadLetters, letter.place()).getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "kafkaflink-replay-" + deadLetters);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
