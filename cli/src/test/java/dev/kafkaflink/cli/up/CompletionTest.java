package dev.kafkaflink.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.cli.kafka.Offsets;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pipeline with checkpoints each second, so that results must be quiet for three. */
class CompletionTest {
    private final FakeOffsets kafka = new FakeOffsets();
    private Completion completion;
    private boolean finished;
    private Duration now = Duration.ofHours(1);

    private static final class FakeOffsets implements Offsets {
        private final Map<TopicPartition, Long> committedEnds = new HashMap<>();
        private final Map<TopicPartition, Long> openEnds = new HashMap<>();
        private final Map<TopicPartition, Long> groupOffsets = new HashMap<>();

        @Override
        public Map<TopicPartition, Long> ends(String topic, IsolationLevel isolation) {
            Map<TopicPartition, Long> ends = new HashMap<>(committedEnds);
            if (isolation == IsolationLevel.READ_UNCOMMITTED) {
                ends.putAll(openEnds);
            }
            ends.keySet().removeIf(partition -> !partition.topic().equals(topic));
            return ends;
        }

        @Override
        public Map<TopicPartition, Long> committed(String group) {
            return group.equals("kafkaflink.a.p") ? groupOffsets : Map.of();
        }
    }

    @BeforeEach
    void start() throws IOException {
        start("");
    }

    /** {@code source} are further fields of the source. */
    private void start(String source) throws IOException {
        PipelineSpec spec = new ObjectMapper()
                .readValue(
                        """
                        {"kafka": {"clusterRef": {"name": "events"}},
                         "sources": [{"name": "in", "topic": "in", "format": {"type": "Raw"}%s}],
                         "sinks": [{"name": "out", "query": "SELECT 1",
                                    "kafka": {"topic": "out", "format": {"type": "Raw"}}}],
                         "job": {"checkpoints": {"interval": "1s"}}}
                        """
                                .formatted(source),
                        PipelineSpec.class);
        completion = new Completion(
                List.of(new Pipeline("a", "p", spec)), Set.of("in"), pipeline -> kafka, pipeline -> finished);
        kafka.committedEnds.put(new TopicPartition("in", 0), 10L);
        kafka.committedEnds.put(new TopicPartition("in", 1), 5L);
    }

    @Test
    void inputThatNoCheckpointHoldsIsMissing() {
        kafka.groupOffsets.put(new TopicPartition("in", 0), 8L);

        assertThat(completion.missing(now.toNanos())).hasValue("7 records of in are in no completed checkpoint of a/p");
    }

    /** The last offsets of a job that ends may never reach Kafka. */
    @Test
    void aFinishedPipelineHasReadWhatItWasToRead() {
        finished = true;
        assertThat(completion.missing(now.toNanos())).isPresent();

        assertThat(completion.missing(now.plusMillis(3100).toNanos())).isEmpty();
    }

    @Test
    void resultsMustBeQuietForTwoCheckpoints() {
        allRead();
        assertThat(completion.missing(now.toNanos())).isPresent();

        assertThat(completion.missing(now.plusMillis(2900).toNanos())).isPresent();
        assertThat(completion.missing(now.plusMillis(3100).toNanos())).isEmpty();
    }

    @Test
    void lastWindowsCloseOnlyAfterAllPartitionsAreIdle() throws IOException {
        start(", \"eventTime\": {\"column\": \"at\", \"idleness\": \"30s\"}");
        allRead();
        assertThat(completion.missing(now.toNanos())).isPresent();
        assertThat(completion.missing(now.plusMillis(32_900).toNanos())).isPresent();
        kafka.committedEnds.put(new TopicPartition("out", 0), 1L);

        assertThat(completion.missing(now.plusMillis(33_100).toNanos())).isPresent();
        assertThat(completion.missing(now.plusMillis(66_200).toNanos())).isEmpty();
    }

    @Test
    void newResultBeginsTheQuietAnew() {
        allRead();
        assertThat(completion.missing(now.toNanos())).isPresent();
        kafka.committedEnds.put(new TopicPartition("out", 0), 1L);

        assertThat(completion.missing(now.plusMillis(3100).toNanos())).isPresent();
        assertThat(completion.missing(now.plusMillis(6200).toNanos())).isEmpty();
    }

    @Test
    void openTransactionIsMissing() {
        allRead();
        kafka.openEnds.put(new TopicPartition("p-dead-letters", 0), 3L);
        kafka.committedEnds.put(new TopicPartition("p-dead-letters", 0), 2L);
        assertThat(completion.missing(now.toNanos())).isPresent();

        now = now.plusSeconds(10);
        assertThat(completion.missing(now.toNanos()))
                .hasValue("a transaction with records for p-dead-letters is not committed");
    }

    private void allRead() {
        kafka.groupOffsets.put(new TopicPartition("in", 0), 10L);
        kafka.groupOffsets.put(new TopicPartition("in", 1), 5L);
    }
}
