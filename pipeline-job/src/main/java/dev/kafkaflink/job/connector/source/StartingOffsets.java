package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.StartFrom;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a source begins. A job that comes back after its position was deleted from the topic goes on at the oldest record
 * that is left, wherever it first began: with Kafka's 'latest' it would skip those in silence.
 */
final class StartingOffsets implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    private final OffsetsInitializer initializer;

    private StartingOffsets(OffsetsInitializer initializer) {
        this.initializer = initializer;
    }

    static OffsetsInitializer of(StartFrom from) {
        if (from == null) {
            return OffsetsInitializer.earliest();
        }
        return new StartingOffsets(
                switch (from.position()) {
                    case Earliest -> OffsetsInitializer.earliest();
                    case Latest -> OffsetsInitializer.latest();
                    case Committed -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
                    case Timestamp -> OffsetsInitializer.timestamp(from.timestampMillis());
                });
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        return initializer.getPartitionOffsets(partitions, retriever);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
