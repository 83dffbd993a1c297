package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.StartFrom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a source begins to read a topic. A job that comes back after its position was deleted from the topic goes on at the
 * oldest record that is left, wherever it first began: with Kafka's 'latest' it would skip those in silence. So does a partition
 * that came to a topic which is read already: all that is in it is new.
 */
final class StartingOffsets implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    private final OffsetsInitializer initializer;
    private final boolean resumes;

    private StartingOffsets(OffsetsInitializer initializer, boolean resumes) {
        this.initializer = initializer;
        this.resumes = resumes;
    }

    static OffsetsInitializer of(StartFrom from) {
        if (from == null) {
            return OffsetsInitializer.earliest();
        }
        OffsetsInitializer begin =
                switch (from.position()) {
                    case Earliest -> OffsetsInitializer.earliest();
                    case Latest -> OffsetsInitializer.latest();
                    case Timestamp -> OffsetsInitializer.timestamp(from.timestampMillis());
                };
        return new StartingOffsets(begin, Boolean.TRUE.equals(from.resume()));
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        // Each topic has a partition 0, which is new exactly when the topic is.
        Map<Boolean, List<TopicPartition>> byNewTopic = partitions.stream()
                .collect(Collectors.partitioningBy(
                        partition -> partitions.contains(new TopicPartition(partition.topic(), 0))));
        Map<TopicPartition, Long> offsets = new HashMap<>(ofNewTopics(byNewTopic.get(true), retriever));
        offsets.putAll(OffsetsInitializer.earliest().getPartitionOffsets(byNewTopic.get(false), retriever));
        return offsets;
    }

    private Map<TopicPartition, Long> ofNewTopics(
            List<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        if (!resumes) {
            return initializer.getPartitionOffsets(partitions, retriever);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.committedOffsets(partitions));
        offsets.values().removeIf(Objects::isNull);
        List<TopicPartition> others = partitions.stream()
                .filter(partition -> !offsets.containsKey(partition))
                .toList();
        if (!others.isEmpty()) {
            offsets.putAll(initializer.getPartitionOffsets(others, retriever));
        }
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
