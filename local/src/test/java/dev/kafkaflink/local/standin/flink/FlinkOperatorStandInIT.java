package dev.kafkaflink.local.standin.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.local.controlplane.ControlPlane;
import dev.kafkaflink.local.controlplane.ControlPlaneLookup;
import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import dev.kafkaflink.local.standin.flink.cluster.FlinkImage;
import dev.kafkaflink.local.standin.flink.cluster.FlinkInstallation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real Flink processes at a real API server. */
@Execution(ExecutionMode.SAME_THREAD)
class FlinkOperatorStandInIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DISTRIBUTION = Path.of("../pipeline-job/flink-dist/target");
    private static final String NAMESPACE = "lake";
    private static final String IMAGE = "test/counting:1";
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Timing TIMING = new Timing(
            Duration.ofMillis(300),
            Duration.ofMillis(700),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15));

    @TempDir
    private static Path folder;

    private static ControlPlane controlPlane;
    private static KubernetesClient client;
    private static FlinkOperatorStandIn operator;

    @BeforeAll
    static void start() throws InterruptedException {
        controlPlane = ControlPlane.start(
                ControlPlaneLookup.of(Path.of("control-plane")).find((message, elapsed) -> System.out.println(message)),
                folder.resolve("control-plane"),
                List.of(Path.of("src/main/resources/crds/flinkdeployments.yaml")));
        client = controlPlane.client();
        createNamespaceWithFlinkAccount();
        Path jar = CountingJobJar.build(DISTRIBUTION.resolve("lib"), folder);
        FlinkInstallation installation = new FlinkInstallation(
                DISTRIBUTION.resolve("lib").toAbsolutePath().normalize(),
                DISTRIBUTION.resolve("conf").toAbsolutePath().normalize(),
                List.of(new FlinkImage(IMAGE, Map.of("/opt/flink/usrlib/counting-job.jar", jar))));
        operator = FlinkOperatorStandIn.start(new FlinkOperatorSettings(
                client,
                controlPlane::serviceAccountKubeconfig,
                installation,
                folder.resolve("flink"),
                TIMING,
                line -> System.out.println(System.currentTimeMillis() % 1_000_000 + " " + line)));
    }

    @AfterAll
    static void stop() {
        List<Long> pids = new ArrayList<>();
        for (GenericKubernetesResource deployment : client.genericKubernetesResources(
                        "flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(NAMESPACE)
                .list()
                .getItems()) {
            pids.addAll(operator.pids(NAMESPACE, deployment.getMetadata().getName()));
        }
        operator.close();
        controlPlane.close();
        assertThat(pids).noneMatch(FlinkOperatorStandInIT::isAlive);
    }

    @Test
    void savepointUpgradeAndSuspensionKeepTheState() {
        apply("upgrade", spec("upgrade", "run"));
        awaitStable("upgrade", 1);
        awaitCheckpoint("upgrade");
        JsonNode before = status("upgrade");

        change("upgrade", spec -> withMode(spec, "run", "--note", "2"));

        awaitStable("upgrade", 2);
        JsonNode after = status("upgrade");
        assertThat(after.at("/jobStatus/upgradeSavepointPath").asText()).startsWith("file:");
        assertThat(after.at("/jobStatus/jobId")).isNotEqualTo(before.at("/jobStatus/jobId"));
        assertThat(awaitStarts("upgrade", 2).get(1)).isPositive();

        change("upgrade", spec -> spec.withObjectProperty("job").put("state", "suspended"));
        awaitStatus("upgrade", "SUSPENDED");
        change("upgrade", spec -> spec.withObjectProperty("job").put("state", "running"));

        awaitStable("upgrade", 4);
        List<Long> starts = awaitStarts("upgrade", 3);
        assertThat(starts.get(2)).isGreaterThan(starts.get(1));
        deleteAndAwaitNothingLeft("upgrade");
    }

    @Test
    void killedProcessesComeBackAndTheJobGoesOnFromItsCheckpoint() {
        apply("killed", spec("killed", "run"));
        awaitStable("killed", 1);
        awaitCheckpoint("killed");
        String startTime = status("killed").at("/jobStatus/startTime").asText();

        kill(operator.pids(NAMESPACE, "killed").get(0));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(status("killed").at("/jobStatus/startTime").asText()).isNotEqualTo(startTime);
            assertRunning("killed", 1);
        });
        List<Long> starts = awaitStarts("killed", 2);
        assertThat(starts.get(1)).isPositive();

        kill(operator.pids(NAMESPACE, "killed").get(1));

        assertThat(awaitStarts("killed", 3).get(2)).isGreaterThanOrEqualTo(starts.get(1));
        awaitStable("killed", 1);
        deleteAndAwaitNothingLeft("killed");
    }

    @Test
    void whatGoesWrongIsSaidAndHeals() {
        apply("wrong", spec("wrong", "throw-main"));
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode status = status("wrong");
            assertThat(status.path("lifecycleState").asText()).isEqualTo("FAILED");
            assertThat(status.path("error").asText()).contains("thrown on purpose");
        });
        assertThat(get("/" + NAMESPACE + "/wrong/jobs/overview").body()).contains("FAILED");

        change("wrong", spec -> spec.put("image", "test/none:1"));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(status("wrong").path("jobManagerDeploymentStatus").asText())
                    .isEqualTo("ERROR");
            assertThat(status("wrong").path("error").asText())
                    .contains("failed to pull")
                    .contains("test/none:1");
        });
        assertThat(get("/" + NAMESPACE + "/wrong/jobs/overview").statusCode()).isEqualTo(503);

        change("wrong", spec -> withMode(spec, "bounded").put("image", IMAGE));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(status("wrong").path("lifecycleState").asText()).isEqualTo("STABLE");
            assertThat(status("wrong").at("/jobStatus/state").asText()).isEqualTo("FINISHED");
            assertThat(status("wrong").path("error").asText("")).isEmpty();
        });
        deleteAndAwaitNothingLeft("wrong");
    }

    /** Its files are named by paths in the container, to see them translated. */
    private static ObjectNode spec(String name, String mode) {
        try (InputStream yaml = FlinkOperatorStandInIT.class.getResourceAsStream("/flink-job/counting.yaml")) {
            ObjectNode spec = JSON.valueToTree(new KubernetesSerialization().unmarshal(yaml, Map.class));
            ((ObjectNode) spec.at("/podTemplate/spec/volumes/0/hostPath"))
                    .put("path", dataFolder(name).toString());
            return withMode(spec, mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode withMode(ObjectNode spec, String mode, String... more) {
        ArrayNode arguments = spec.withObjectProperty("job").putArray("args");
        Stream.of("--mode", mode, "--starts", "/data/starts", "--uid", "one").forEach(arguments::add);
        Stream.of(more).forEach(arguments::add);
        return spec;
    }

    private static Path dataFolder(String name) {
        return folder.resolve("data-" + name);
    }

    private static void createNamespaceWithFlinkAccount() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("flink")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("flink")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withRules(new PolicyRuleBuilder()
                                .withApiGroups("")
                                .withResources("configmaps")
                                .withVerbs("get", "list", "watch", "create", "update", "patch", "delete")
                                .build())
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("flink")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "flink")
                        .addNewSubject("", "ServiceAccount", "flink", NAMESPACE)
                        .build())
                .create();
    }

    private static GenericKubernetesResource apply(String name, ObjectNode spec) {
        return client.resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion("flink.apache.org/v1beta1")
                        .withKind("FlinkDeployment")
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .addToAdditionalProperties("spec", spec)
                        .build())
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    private static void change(String name, Consumer<ObjectNode> change) {
        ObjectNode spec =
                JSON.valueToTree(resource(name).getAdditionalProperties().get("spec"));
        change.accept(spec);
        apply(name, spec);
    }

    private static GenericKubernetesResource resource(String name) {
        return client.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    private static JsonNode status(String name) {
        return JSON.valueToTree(resource(name).getAdditionalProperties().get("status"));
    }

    private static void awaitStatus(String name, String lifecycle) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(status(name).path("lifecycleState").asText()).isEqualTo(lifecycle));
    }

    private static void awaitStable(String name, long generation) {
        await().atMost(LIMIT).untilAsserted(() -> assertRunning(name, generation));
    }

    private static void assertRunning(String name, long generation) {
        JsonNode status = status(name);
        assertThat(status.path("lifecycleState").asText()).isEqualTo("STABLE");
        assertThat(status.at("/jobStatus/state").asText()).isEqualTo("RUNNING");
        assertThat(status.path("jobManagerDeploymentStatus").asText()).isEqualTo("READY");
        assertThat(status.path("observedGeneration").asLong()).isEqualTo(generation);
    }

    private static void awaitCheckpoint(String name) {
        await().atMost(LIMIT)
                .until(() ->
                        client.configMaps().inNamespace(NAMESPACE).withLabel("app", name).list().getItems().stream()
                                .filter(map -> map.getData() != null)
                                .anyMatch(map -> map.getData().keySet().stream()
                                        .anyMatch(key -> key.startsWith("checkpointID-"))));
    }

    /** What the job's source started from, start by start. */
    private static List<Long> awaitStarts(String name, int count) {
        Path file = dataFolder(name).resolve("starts");
        await().atMost(LIMIT)
                .until(() -> Files.exists(file) && Files.readAllLines(file).size() >= count);
        try {
            return Files.readAllLines(file).stream().map(Long::valueOf).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteAndAwaitNothingLeft(String name) {
        List<Long> pids = operator.pids(NAMESPACE, name);
        resourceOf(name).delete();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(resource(name)).isNull());
        assertThat(pids).noneMatch(FlinkOperatorStandInIT::isAlive);
        assertThat(client.configMaps()
                        .inNamespace(NAMESPACE)
                        .withLabel("app", name)
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(dataFolder(name)).isDirectoryContaining("glob:**");
    }

    private static Resource<GenericKubernetesResource> resourceOf(String name) {
        return client.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(NAMESPACE)
                .withName(name);
    }

    private static boolean isAlive(long pid) {
        return pid >= 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static HttpResponse<String> get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(operator.gatewayUrl() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
