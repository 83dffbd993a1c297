package dev.kafkaflink.local.standin.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job's state where the operator's ways differ. */
class FlinkStateIT {
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
    void lastStateGoesOnFromTheCheckpointAndStatelessBeginsAnew() {
        ObjectNode spec = lab.spec("last", "run");
        spec.withObjectProperty("job").put("upgradeMode", "last-state");
        lab.apply("last", spec);
        lab.awaitStable("last", 1);
        lab.awaitCheckpoint("last");
        String jobId = lab.status("last").at("/jobStatus/jobId").asText();

        lab.change("last", changed -> FlinkLab.withMode(changed, "run", "--note", "2"));

        lab.awaitStable("last", 2);
        assertThat(lab.status("last").at("/jobStatus/upgradeSavepointPath").asText())
                .isEqualTo("KUBERNETES_OPERATOR_LAST_STATE");
        assertThat(lab.status("last").at("/jobStatus/jobId").asText()).isEqualTo(jobId);
        assertThat(lab.awaitStarts("last", 2).get(1)).isPositive();

        lab.change("last", changed -> FlinkLab.withMode(changed, "run", "--note", "3")
                .withObjectProperty("job")
                .put("upgradeMode", "stateless"));

        lab.awaitStable("last", 3);
        assertThat(lab.awaitStarts("last", 3).get(2)).isZero();
        lab.deleteAndAwaitNothingLeft("last");
    }

    @Test
    void withoutHighAvailabilityAKilledJobManagerBeginsFromEmptyState() {
        ObjectNode spec = lab.spec("plain", "run");
        spec.withObjectProperty("flinkConfiguration")
                .remove(List.of("high-availability.type", "high-availability.storageDir"));
        lab.apply("plain", spec);
        lab.awaitStable("plain", 1);
        String jobId = lab.status("plain").at("/jobStatus/jobId").asText();
        await().atMost(FlinkLab.LIMIT)
                .until(() ->
                        lab.get("/plain/jobs/" + jobId + "/checkpoints").body().contains("external_path"));

        FlinkLab.kill(lab.pids("plain").get(0));

        assertThat(lab.awaitStarts("plain", 2).get(1)).isZero();
        lab.awaitStable("plain", 1);
        assertThat(lab.status("plain").at("/jobStatus/jobId").asText()).isEqualTo(jobId);
        lab.deleteAndAwaitNothingLeft("plain");
    }

    @Test
    void stateThatDoesNotFitIsJobNotFoundUntilRedeployedFromTheSavepoint() {
        lab.apply("unfit", lab.spec("unfit", "run"));
        lab.awaitStable("unfit", 1);
        lab.awaitCheckpoint("unfit");

        lab.change("unfit", changed -> FlinkLab.withUid(changed, "two"));

        await().atMost(FlinkLab.LIMIT).untilAsserted(() -> assertThat(
                        lab.status("unfit").path("error").asText())
                .as("state that nobody has a use for is not dropped in silence")
                .contains("Cannot map checkpoint/savepoint state for operator", "allowNonRestoredState"));
        String savepoint =
                lab.status("unfit").at("/jobStatus/upgradeSavepointPath").asText();

        lab.change("unfit", changed -> FlinkLab.withUid(changed, "one")
                .withObjectProperty("job")
                .put("savepointRedeployNonce", 1)
                .put("initialSavepointPath", savepoint));

        lab.awaitStable("unfit", 3);
        assertThat(lab.awaitStarts("unfit", 2).get(1)).isPositive();
        lab.deleteAndAwaitNothingLeft("unfit");
    }
}
