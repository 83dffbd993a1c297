package dev.kafkaflink.job.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;

/** What Kafka has acknowledged since the last checkpoint. The producer's thread adds; the task's takes. */
final class WrittenRecords {
    private static final class Partition {
        private long records;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
    }

    private final Map<String, Map<Integer, Partition>> topics = new TreeMap<>();

    synchronized void add(RecordMetadata record) {
        Partition partition = topics.computeIfAbsent(record.topic(), topic -> new TreeMap<>())
                .computeIfAbsent(record.partition(), number -> new Partition());
        partition.records++;
        partition.first = Math.min(partition.first, record.offset());
        partition.last = Math.max(partition.last, record.offset());
    }

    /** All so far; the next count begins at zero. */
    synchronized List<WrittenRange> take() {
        List<WrittenRange> ranges = new ArrayList<>();
        topics.forEach((topic, partitions) -> partitions.forEach((number, partition) ->
                ranges.add(new WrittenRange(topic, number, partition.records, partition.first, partition.last))));
        topics.clear();
        return List.copyOf(ranges);
    }
}
