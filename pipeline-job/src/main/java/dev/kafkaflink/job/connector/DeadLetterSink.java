package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.metrics.SentMetrics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Writes dead letters: key, value and headers as they were, and headers that say where they come from and why. */
public final class DeadLetterSink {
    private DeadLetterSink() {}

    /** The sink of a pipeline's dead-letter topic. */
    public static Sink<DeadLetter> of(KafkaCluster cluster, Delivery delivery, String topic) {
        return KafkaSinks.of(cluster, delivery, Uids.DEAD_LETTERS, new Serializer(topic), new Sent());
    }

    /** The record that goes to the dead-letter topic. */
    static ProducerRecord<byte[], byte[]> record(String topic, DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, letter.key(), letter.value());
        Headers headers = record.headers();
        for (DeadLetter.Header header : letter.headers()) {
            headers.add(header.key(), header.value());
        }
        add(headers, DeadLetters.Headers.TOPIC, letter.topic());
        if (letter.partition() >= 0) {
            add(headers, DeadLetters.Headers.PARTITION, Integer.toString(letter.partition()));
            add(headers, DeadLetters.Headers.OFFSET, Long.toString(letter.offset()));
        }
        if (letter.timestamp() >= 0) {
            add(headers, DeadLetters.Headers.TIMESTAMP, Long.toString(letter.timestamp()));
        }
        add(headers, DeadLetters.Headers.STAGE, letter.stage());
        add(headers, DeadLetters.Headers.ERROR, letter.error());
        return record;
    }

    private static void add(Headers headers, String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private record Serializer(String topic) implements KafkaRecordSerializationSchema<DeadLetter> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
            return DeadLetterSink.record(topic, letter);
        }
    }

    private record Sent() implements SentRecords<DeadLetter> {
        @Override
        public SentMetrics register(MetricGroup operator) {
            return SentMetrics.ofDeadLetters(operator);
        }

        @Override
        public long length(DeadLetter letter) {
            return (letter.key() == null ? 0L : letter.key().length)
                    + (letter.value() == null ? 0L : letter.value().length);
        }
    }
}
