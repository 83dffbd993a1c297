package dev.kafkaflink.local.standin.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
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
        List<GenericKubernetesResource> snapshots = lab.snapshots("upgrade");
        assertThat(snapshots).hasSize(2).allSatisfy(snapshot -> {
            assertThat(snapshot.getMetadata().getLabels()).containsEntry("snapshot.trigger-type", "UPGRADE");
            assertThat(snapshot.<String>get("status", "state")).isEqualTo("COMPLETED");
            assertThat(lab.savepoint(snapshot)).exists();
        });
        assertThat(snapshots.get(0).<String>get("status", "path"))
                .isEqualTo(after.at("/jobStatus/upgradeSavepointPath").asText());

        lab.disposeOf(snapshots.get(0));

        assertThat(lab.savepoint(snapshots.get(0))).doesNotExist();
        lab.deleteAndAwaitNothingLeft("upgrade");
        assertThat(lab.snapshots("upgrade"))
                .as("a snapshot outlives its deployment")
                .hasSize(1);
        assertThat(lab.savepoint(snapshots.get(1))).exists();
    }

    @Test
    void killedProcessesComeBackAndTheJobGoesOnFromItsCheckpoint() {
        lab.apply("killed", lab.spec("killed", "run"));
        lab.awaitStable("killed", 1);
        lab.awaitCheckpoint("killed");
        String startTime = lab.status("killed").at("/jobStatus/startTime").asText();

        Pod jobManager = lab.awaitPod("killed", "jobmanager", FlinkOperatorStandInIT::isReady);
        Pod taskManager = lab.awaitPod("killed", "taskmanager", FlinkOperatorStandInIT::isReady);
        assertThat(taskManager.getMetadata().getName()).isEqualTo("killed-taskmanager-1-1");
        assertThat(List.of(jobManager, taskManager))
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels())
                        .as("labels of the pod template")
                        .containsEntry("test", "counting"));
        assertThat(taskManager.getMetadata().getOwnerReferences())
                .extracting(owner -> owner.getKind() + " " + owner.getName())
                .containsExactly("Deployment killed");
        assertThat(jobManager.getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getKind)
                .containsExactly("ReplicaSet");

        FlinkLab.kill(lab.pids("killed").get(0));

        await().atMost(FlinkLab.LIMIT).untilAsserted(() -> {
            assertThat(lab.status("killed").at("/jobStatus/startTime").asText()).isNotEqualTo(startTime);
            lab.assertRunning("killed", 1);
        });
        List<Long> starts = lab.awaitStarts("killed", 2);
        assertThat(starts.get(1)).isPositive();

        Pod again = lab.awaitPod(
                "killed", "jobmanager", pod -> isReady(pod) && container(pod).getRestartCount() == 1);
        assertThat(again.getMetadata().getName())
                .isEqualTo(jobManager.getMetadata().getName());
        ContainerStateTerminated last = container(again).getLastState().getTerminated();
        assertThat(last.getReason() + " " + last.getExitCode()).isEqualTo("Error 137");
        assertThat(last.getMessage()).as("the template asks for the log's end").isNotBlank();

        lab.killForMemory("killed", 1);

        lab.awaitPod(
                "killed",
                "taskmanager",
                pod -> pod.getMetadata().getName().equals("killed-taskmanager-1-2") && isReady(pod));
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
        assertThat(container(lab.awaitPod(
                                "wrong", "jobmanager", pod -> waitsFor(pod).equals("ImagePullBackOff")))
                        .getState()
                        .getWaiting()
                        .getMessage())
                .startsWith("Back-off pulling image \"test/none:1\"");
        assertThat(lab.get("/wrong/jobs/overview").statusCode()).isEqualTo(503);

        lab.change("wrong", spec -> FlinkLab.withMode(spec, "bounded").put("image", FlinkLab.IMAGE));
        await().atMost(FlinkLab.LIMIT).untilAsserted(() -> {
            assertThat(lab.status("wrong").path("lifecycleState").asText()).isEqualTo("STABLE");
            assertThat(lab.status("wrong").at("/jobStatus/state").asText()).isEqualTo("FINISHED");
            assertThat(lab.status("wrong").path("error").asText("")).isEmpty();
        });
        lab.deleteAndAwaitNothingLeft("wrong");
    }

    @Test
    void aPodThatFindsNoRoomSaysSo() {
        ObjectNode spec = lab.spec("large", "run");
        spec.withObjectProperty("taskManager").withObjectProperty("resource").put("memory", "2000g");
        lab.apply("large", spec);

        Pod pod = lab.awaitPod("large", "taskmanager", found -> !found.getStatus()
                .getConditions()
                .isEmpty());
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(pod.getStatus().getConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("PodScheduled");
            assertThat(condition.getReason()).isEqualTo("Unschedulable");
            assertThat(condition.getMessage()).contains("Insufficient memory");
        });
        await().atMost(FlinkLab.LIMIT)
                .until(() -> lab.status("large").at("/jobStatus/state").asText().equals("CREATED"));
        lab.deleteAndAwaitNothingLeft("large");
    }

    private static ContainerStatus container(Pod pod) {
        return pod.getStatus().getContainerStatuses().get(0);
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static String waitsFor(Pod pod) {
        return container(pod).getState().getWaiting() == null
                ? ""
                : container(pod).getState().getWaiting().getReason();
    }
}
