package dev.kafkaflink.job.connector;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.deadletter.DeadLetterTooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Writes dead letters: key, value and headers as they were, and headers that say where they come from and why. */
public final class DeadLetterSink {
    private DeadLetterSink() {}

    /** The sink of a pipeline's dead-letter topic. */
    public static Sink<DeadLetter> of(KafkaCluster cluster, Delivery delivery, String topic) {
        return KafkaSinks.of(
                cluster, delivery, Uids.DEAD_LETTERS, null, topic, new Serializer(KafkaClients.admin(cluster), topic));
    }

    /** The record that goes to the dead-letter topic. */
    static ProducerRecord<byte[], byte[]> record(String topic, DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, letter.key(), letter.value());
        Headers headers = record.headers();
        for (DeadLetter.Header header : letter.headers()) {
            headers.add(header.key(), header.value());
        }
        if (!letter.topic().isEmpty()) {
            add(headers, DeadLetters.Headers.TOPIC, letter.topic());
            add(headers, DeadLetters.Headers.CONNECT_TOPIC, letter.topic());
        }
        if (letter.partition() >= 0) {
            add(headers, DeadLetters.Headers.PARTITION, Integer.toString(letter.partition()));
            add(headers, DeadLetters.Headers.OFFSET, Long.toString(letter.offset()));
            add(headers, DeadLetters.Headers.CONNECT_PARTITION, Integer.toString(letter.partition()));
            add(headers, DeadLetters.Headers.CONNECT_OFFSET, Long.toString(letter.offset()));
        }
        if (letter.timestamp() >= 0) {
            add(headers, DeadLetters.Headers.TIMESTAMP, Long.toString(letter.timestamp()));
        }
        add(headers, DeadLetters.Headers.STAGE, letter.stage());
        add(headers, DeadLetters.Headers.ERROR, letter.error());
        add(headers, DeadLetters.Headers.CONNECT_ERROR, letter.error());
        return record;
    }

    private static void add(Headers headers, String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses a dead letter that the topic would refuse with words that say what to do: nothing else can keep it. */
    private static final class Serializer implements KafkaRecordSerializationSchema<DeadLetter> {
        private static final long serialVersionUID = 1L;

        private final Properties client;
        private final String topic;
        private transient TopicLimit limit;

        Serializer(Properties client, String topic) {
            this.client = client;
            this.topic = topic;
        }

        @Override
        public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink) throws Exception {
            limit = TopicLimit.lookUp(client, topic);
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
            ProducerRecord<byte[], byte[]> record = DeadLetterSink.record(topic, letter);
            boolean taken =
                    limit.takes(record.key(), record.value(), record.headers().toArray());
            if (limit.known() && !taken) {
                throw new DeadLetterTooLargeException(letter, topic, limit.bytes());
            }
            return record;
        }
    }
}
