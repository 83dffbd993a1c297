package dev.kafkaflink.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would take a job down that runs, and is known before. */
class SettingCheckTest {
    private static final Map<String, String> USUAL = Map.of(
            "jobmanager.memory.process.size", "1024m",
            "taskmanager.memory.process.size", "1536m",
            "taskmanager.numberOfTaskSlots", "1",
            "parallelism.default", "1",
            "state.backend.type", "hashmap",
            "restart-strategy.type", "exponential-delay",
            "execution.checkpointing.interval", "30000 ms",
            "high-availability.type", "kubernetes",
            "metrics.reporter.prom.factory.class", "of.another.Jar");

    @Test
    void usualSettingsAreFine() {
        assertThat(SettingCheck.of(USUAL, "s3://lake/checkpoints/lake/delays")).isEmpty();
    }

    @Test
    void aDefinitionAloneHasNone() {
        assertThat(SettingCheck.of(Map.of(), null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        taskmanager.memory.managed.fraction | 40%     | taskmanager.memory.managed.fraction | Flink cannot read '40%': For input string: "40%"
        taskmanager.memory.managed.fraction | 1.5     | taskmanager.memory.process.size     | Flink refuses it: TaskManager memory configuration failed: Inconsistently configured
        taskmanager.memory.network.min      | 900m    | taskmanager.memory.process.size     | Flink refuses it: TaskManager memory configuration failed: Sum of configured
        jobmanager.memory.off-heap.size     | 2g      | jobmanager.memory.process.size      | Flink refuses it: The configured Total Flink Memory
        pipeline.max-parallelism            | lots    | pipeline.max-parallelism            | Flink cannot read 'lots'
        state.backend.type                  | rocksbd | state.backend.type                  | Flink has no state backend 'rocksbd'; use one of filesystem, hashmap, jobmanager, rocksdb
        """)
    void aSettingThatFlinkWouldDieOfIsRefused(String key, String value, String place, String message) {
        Map<String, String> settings = new HashMap<>(USUAL);
        settings.put(key, value);

        List<Problem> problems = SettingCheck.of(settings, null);

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("flinkConfiguration[" + place + "]");
            assertThat(problem.message()).startsWith(message);
        });
    }

    @Test
    void aRestartStrategyThatFlinkWouldDieOfIsRefused() {
        Map<String, String> settings = new HashMap<>(USUAL);
        settings.put("restart-strategy.exponential-delay.backoff-multiplier", "0.5");

        assertThat(SettingCheck.of(settings, null)).singleElement().satisfies(problem -> assertThat(problem.message())
                .startsWith("Flink refuses it: "));
    }

    @Test
    void aSchemeThatNoFileSystemServesIsRefused() {
        assertThat(SettingCheck.of(Map.of(), "s4://lake/checkpoints"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("checkpointDirectory");
                    assertThat(problem.message())
                            .isEqualTo(
                                    "no file system of Flink serves 's4://lake/checkpoints'; use one of abfs, abfss, file, gs,"
                                            + " hdfs, oss, s3, s3a, s3p, viewfs, wasb, wasbs, webhdfs, whose plugin is in the job's image");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://lake/a",
                "gs://lake/a",
                "hdfs:///a",
                "file:///tmp/a",
                "abfss://c@acc.dfs.core.windows.net/a"
            })
    void aSchemeThatTheJobsImageMayServeIsFine(String directory) {
        assertThat(SettingCheck.of(Map.of(), directory)).isEmpty();
    }
}
