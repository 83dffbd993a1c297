package dev.kafkaflink.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Flink's own options say of a setting. */
class FlinkOptionsTest {
    private final FlinkOptions options = FlinkOptions.onTheClassPath();

    @Test
    void theOptionsOfEachPartOfFlinkAreKnown() {
        assertThat(options.keys())
                .contains(
                        "taskmanager.memory.managed.fraction",
                        "jobmanager.memory.jvm-overhead.max",
                        "execution.checkpointing.timeout",
                        "pipeline.max-parallelism",
                        "state.backend.type",
                        "rest.port",
                        "restart-strategy.exponential-delay.max-backoff",
                        "metrics.fetcher.update-interval",
                        "table.exec.state.ttl",
                        "table.optimizer.agg-phase-strategy",
                        "table.local-time-zone")
                .hasSizeGreaterThan(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        taskmanager.memory.managed.fraction | 40%      | Flink cannot read '40%'
        taskmanager.memory.network.max      | 64 meg   | Flink cannot read '64 meg'
        pipeline.max-parallelism            | many     | Flink cannot read 'many'
        execution.checkpointing.timeout     | soon     | Flink cannot read 'soon'
        execution.checkpointing.unaligned.enabled | yes | Flink cannot read 'yes'
        table.optimizer.agg-phase-strategy  | THREE_PHASE | Flink cannot read 'THREE_PHASE'
        """)
    void aValueThatIsNotOfItsOptionsTypeIsAProblem(String key, String value, String expected) {
        assertThat(options.problem(key, value))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "taskmanager.memory.managed.fraction,0.3",
        "taskmanager.memory.network.max,64 mb",
        "execution.checkpointing.timeout,10 min",
        "execution.checkpointing.unaligned,true",
        "table.optimizer.agg-phase-strategy,one_phase",
        "s3.access-key,anything",
        "not.known.to.flink,x"
    })
    void whatFlinkCanReadOrDoesNotKnowIsNone(String key, String value) {
        assertThat(options.problem(key, value)).isEmpty();
    }
}
