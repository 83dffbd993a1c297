package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.table.Subscription;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.SplitAndAssignmentStatus;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * What is left of a state for the topics that are read now: Flink's source would go on reading a topic that it once read, and
 * begin a topic that it has not read at its oldest record, wherever the others began.
 */
final class TopicFilter implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Subscription subscription;

    TopicFilter(Subscription subscription) {
        this.subscription = subscription;
    }

    /**
     * The state of the partitions of the topics that are read. Where there is none of a topic that is named, the partitions are
     * looked for as in a job without state: {@link StartingOffsets} tells those of the new topics from those that came to a
     * topic since.
     */
    KafkaSourceEnumState of(KafkaSourceEnumState state) {
        Set<SplitAndAssignmentStatus> kept = state.splits().stream()
                .filter(split -> subscription.includes(split.split().getTopic()))
                .collect(Collectors.toSet());
        Set<String> known = kept.stream().map(split -> split.split().getTopic()).collect(Collectors.toSet());
        return new KafkaSourceEnumState(
                kept, state.initialDiscoveryFinished() && known.containsAll(subscription.topics()));
    }

    /**
     * The partitions as a reader is to have them. One that is not to be read ends where it stands: left out, it would be waited
     * for, since the watermark of each partition in the state counts.
     */
    List<KafkaPartitionSplit> of(List<KafkaPartitionSplit> splits) {
        return splits.stream()
                .map(split -> subscription.includes(split.getTopic()) ? split : ended(split))
                .toList();
    }

    private static KafkaPartitionSplit ended(KafkaPartitionSplit split) {
        long position = Math.max(0, split.getStartingOffset());
        return new KafkaPartitionSplit(split.getTopicPartition(), position, position);
    }
}
