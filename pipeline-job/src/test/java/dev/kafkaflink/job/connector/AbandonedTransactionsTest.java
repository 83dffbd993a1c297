package dev.kafkaflink.job.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.Sink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbandonedTransactionsTest {
    private static final String PREFIX = "kafkaflink.lake.delays";

    @ParameterizedTest
    @ValueSource(strings = {"-sink-gone-0-1", "-sink-late_2-3-4711", "-sink-lat-0-1"})
    void ofASinkThatIsGone(String rest) {
        assertThat(AbandonedTransactions.isAbandoned(PREFIX + rest, definition(DeadLetters.Policy.Route)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafkaflink.lake.delays-sink-late-0-1",
                "kafkaflink.lake.delays-sink-late-7-4711",
                "kafkaflink.lake.delays-dead-letters-0-1",
                // Of pipelines whose names begin like this one's.
                "kafkaflink.lake.delays2-sink-gone-0-1",
                "kafkaflink.lake.delays-v2-sink-gone-0-1",
                "kafkaflink.lake.delays-sink-a-sink-gone-0-1",
                "kafkaflink.lake.delays-sink-a-dead-letters-0-1",
                "kafkaflink.lake.delays-dead-letters-sink-gone-0-1",
                // Of others.
                "kafkaflink.other.delays-sink-gone-0-1",
                "kafkaflink.lake.delays-sink-gone",
                "kafkaflink.lake.delays",
                "orders"
            })
    void ofNoSinkThatIsGone(String id) {
        assertThat(AbandonedTransactions.isAbandoned(id, definition(DeadLetters.Policy.Route)))
                .isFalse();
    }

    @Test
    void deadLettersAreGoneIfTheyAreNoLongerWritten() {
        assertThat(AbandonedTransactions.isAbandoned(PREFIX + "-dead-letters-0-1", definition(DeadLetters.Policy.Drop)))
                .isTrue();
    }

    private static JobDefinition definition(DeadLetters.Policy policy) {
        return new JobDefinition(
                "lake/delays",
                new KafkaCluster("h:1", "g", PREFIX, Map.of()),
                List.of(),
                List.of(),
                List.of(new Sink("late", "SELECT 1", null, null)),
                new DeadLetters(policy, null),
                Delivery.ExactlyOnce);
    }
}
