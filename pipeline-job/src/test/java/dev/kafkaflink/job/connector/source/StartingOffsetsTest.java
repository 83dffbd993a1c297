package dev.kafkaflink.job.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.StartMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partition 0 has a committed offset, partition 1 has none. */
class StartingOffsetsTest {
    private static final TopicPartition COMMITTED = new TopicPartition("topic", 0);
    private static final TopicPartition NEW = new TopicPartition("topic", 1);
    private static final long BEGINNING = -2;
    private static final long END = -1;

    @ParameterizedTest
    @CsvSource({
        "FROM_BEGINNING, -2, -2",
        "FROM_NOW, -1, -1",
        "FROM_TIMESTAMP, 50, 50",
        "RESUME_OR_FROM_BEGINNING, 7, -2",
        "RESUME_OR_FROM_NOW, 7, -1",
        "RESUME_OR_FROM_TIMESTAMP, 7, 50"
    })
    void aModeIsWhereEachPartitionBegins(StartMode mode, long committed, long other) {
        assertThat(StartingOffsets.of(StartFrom.of(mode, 1_000L))
                        .getPartitionOffsets(List.of(COMMITTED, NEW), new Kafka()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(COMMITTED, committed, NEW, other));
    }

    /** What Kafka knows. */
    private static final class Kafka implements PartitionOffsetsRetriever {
        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            return partitions.contains(COMMITTED) ? Map.of(COMMITTED, 7L) : Map.of();
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return each(partitions, partition -> END);
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            return each(partitions, partition -> BEGINNING);
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> timestamps) {
            return each(timestamps.keySet(), partition -> new OffsetAndTimestamp(50, timestamps.get(partition)));
        }

        private static <T> Map<TopicPartition, T> each(
                Collection<TopicPartition> partitions, Function<TopicPartition, T> value) {
            return partitions.stream().collect(Collectors.toMap(Function.identity(), value));
        }
    }
}
