package dev.kafkaflink.crds.jobdef;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionalIdsTest {
    private static final String PREFIX = "kafkaflink.lake.delays";

    @Test
    void knowsTheWriter() {
        assertThat(TransactionalIds.writer(PREFIX + "-sink-late_2-3-4711", PREFIX))
                .contains("sink-late_2");
        assertThat(TransactionalIds.writer(PREFIX + "-dead-letters-0-1", PREFIX))
                .contains("dead-letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
    void leavesThoseOfOthersAlone(String id) {
        assertThat(TransactionalIds.writer(id, PREFIX)).isEmpty();
    }
}
