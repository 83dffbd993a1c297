package dev.kafkaflink.local.standin.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Flink processes at a real API server. */
class FlinkOperatorStandInIT {
    @TempDir
    private static Path folder;

    private static FlinkLab lab;

    @BeforeAll
    static void start() throws InterruptedException {
        lab = new FlinkLab(folder);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void savepointUpgradeAndSuspensionKeepTheState() {
        lab.apply("upgrade", lab.spec("upgrade", "run"));
        lab.awaitStable("upgrade", 1);
        lab.awaitCheckpoint("upgrade");
        JsonNode before = lab.status("upgrade");

        lab.change("upgrade", spec -> FlinkLab.withMode(spec, "run", "--note", "2"));

        lab.awaitStable("upgrade", 2);
        JsonNode after = lab.status("upgrade");
        assertThat(after.at("/jobStatus/upgradeSavepointPath").asText()).startsWith("file:");
        assertThat(after.at("/jobStatus/jobId")).isNotEqualTo(before.at("/jobStatus/jobId"));
        assertThat(lab.awaitStarts("upgrade", 2).get(1)).isPositive();

        lab.change("upgrade", spec -> spec.withObjectProperty("job").put("state", "suspended"));
        lab.awaitStatus("upgrade", "SUSPENDED");
        lab.change("upgrade", spec -> spec.withObjectProperty("job").put("state", "running"));

        lab.awaitStable("upgrade", 4);
        List<Long> starts = lab.awaitStarts("upgrade", 3);
        assertThat(starts.get(2)).isGreaterThan(starts.get(1));
        lab.deleteAndAwaitNothingLeft("upgrade");
    }

    @Test
    void killedProcessesComeBackAndTheJobGoesOnFromItsCheckpoint() {
        lab.apply("killed", lab.spec("killed", "run"));
        lab.awaitStable("killed", 1);
        lab.awaitCheckpoint("killed");
        String startTime = lab.status("killed").at("/jobStatus/startTime").asText();

        FlinkLab.kill(lab.pids("killed").get(0));

        await().atMost(FlinkLab.LIMIT).untilAsserted(() -> {
            assertThat(lab.status("killed").at("/jobStatus/startTime").asText()).isNotEqualTo(startTime);
            lab.assertRunning("killed", 1);
        });
        List<Long> starts = lab.awaitStarts("killed", 2);
        assertThat(starts.get(1)).isPositive();

        FlinkLab.kill(lab.pids("killed").get(1));

        assertThat(lab.awaitStarts("killed", 3).get(2)).isGreaterThanOrEqualTo(starts.get(1));
        lab.awaitStable("killed", 1);
        lab.deleteAndAwaitNothingLeft("killed");
    }

    @Test
    void whatGoesWrongIsSaidAndHeals() {
        lab.apply("wrong", lab.spec("wrong", "throw-main"));
        await().atMost(FlinkLab.LIMIT).untilAsserted(() -> {
            JsonNode status = lab.status("wrong");
            assertThat(status.path("lifecycleState").asText()).isEqualTo("FAILED");
            assertThat(status.path("error").asText()).contains("thrown on purpose");
        });
        assertThat(lab.get("/wrong/jobs/overview").body()).contains("FAILED");

        lab.change("wrong", spec -> spec.put("image", "test/none:1"));
        await().atMost(FlinkLab.LIMIT).untilAsserted(() -> {
            assertThat(lab.status("wrong").path("jobManagerDeploymentStatus").asText())
                    .isEqualTo("ERROR");
            assertThat(lab.status("wrong").path("error").asText())
                    .contains("failed to pull")
                    .contains("test/none:1");
        });
        assertThat(lab.get("/wrong/jobs/overview").statusCode()).isEqualTo(503);

        lab.change("wrong", spec -> FlinkLab.withMode(spec, "bounded").put("image", FlinkLab.IMAGE));
        await().atMost(FlinkLab.LIMIT).untilAsserted(() -> {
            assertThat(lab.status("wrong").path("lifecycleState").asText()).isEqualTo("STABLE");
            assertThat(lab.status("wrong").at("/jobStatus/state").asText()).isEqualTo("FINISHED");
            assertThat(lab.status("wrong").path("error").asText("")).isEmpty();
        });
        lab.deleteAndAwaitNothingLeft("wrong");
    }
}
