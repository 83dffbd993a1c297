package dev.kafkaflink.cli.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the committed records of several topics as they come. For one thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReader(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, boolean fromBeginning) {
        this.consumer = consumer;
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            // Else the end would be that of the first poll.
            partitions.forEach(consumer::position);
        }
    }

    /** Hands on what has come; waits for a moment if nothing has. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer.poll(POLL).forEach(reader);
    }

    /** Hands on all that is committed by now. */
    public void drain(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(reader);
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }
}
