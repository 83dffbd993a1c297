package dev.kafkaflink.local.standin.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.local.controlplane.ControlPlane;
import dev.kafkaflink.local.controlplane.TestControlPlane;
import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import dev.kafkaflink.local.standin.flink.cluster.FlinkCluster;
import dev.kafkaflink.local.standin.flink.cluster.FlinkImage;
import dev.kafkaflink.local.standin.flink.cluster.FlinkInstallation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A real API server, the stand-in, and what tests do with FlinkDeployments. One JVM runs one at a time. */
final class FlinkLab implements AutoCloseable {
    static final String IMAGE = "test/counting:1";
    static final Duration LIMIT = Duration.ofMinutes(10);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DISTRIBUTION = Path.of("../../pipeline-job/flink-dist/target");
    private static final String NAMESPACE = "lake";
    private static final String CHECKPOINT = "checkpointID-";
    private static final Timing TIMING = new Timing(
            Duration.ofMillis(300),
            Duration.ofMillis(700),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            new FlinkCluster.Pace(Duration.ofSeconds(1), Duration.ofMinutes(1), false));

    private final Path folder;
    private final ControlPlane controlPlane;
    private final KubernetesClient client;
    private final FlinkOperatorStandIn operator;

    FlinkLab(Path folder) throws InterruptedException {
        this.folder = folder;
        this.controlPlane = TestControlPlane.start(
                folder.resolve("control-plane"),
                Path.of("../src/main/resources/crds/flinkdeployments.yaml"),
                Path.of("../src/main/resources/crds/flinkstatesnapshots.yaml"));
        this.client = controlPlane.client();
        createNamespaceWithFlinkAccount();
        Path jar = CountingJobJar.build(DISTRIBUTION.resolve("lib"), folder);
        FlinkInstallation installation = new FlinkInstallation(
                DISTRIBUTION.resolve("lib").toAbsolutePath().normalize(),
                DISTRIBUTION.resolve("conf/log4j2.properties").toAbsolutePath().normalize(),
                "counting",
                List.of(new FlinkImage(IMAGE, Map.of("/opt/flink/usrlib/counting-job.jar", jar), Map.of())));
        this.operator = FlinkOperatorStandIn.start(new FlinkOperatorSettings(
                client,
                controlPlane::serviceAccountKubeconfig,
                installation,
                folder.resolve("flink"),
                TIMING,
                System.out::println));
    }

    /** Ends everything, and sees that nothing is left of the deployments that are still there. */
    @Override
    public void close() {
        List<Long> pids = new ArrayList<>();
        for (GenericKubernetesResource deployment : deployments().list().getItems()) {
            pids.addAll(operator.pids(NAMESPACE, deployment.getMetadata().getName()));
        }
        operator.close();
        controlPlane.close();
        assertThat(pids).noneMatch(FlinkLab::isAlive);
    }

    /** The job manager's, then those of the task managers, once all of them run. */
    List<Long> pids(String name) {
        return await().atMost(LIMIT)
                .until(
                        () -> operator.pids(NAMESPACE, name),
                        pids -> pids.size() > 1 && pids.stream().allMatch(pid -> pid > 0));
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            deployments() {
        return client.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(NAMESPACE);
    }

    /** Its files are named by paths in the container, to see them translated. */
    ObjectNode spec(String name, String mode) {
        try (InputStream yaml = FlinkLab.class.getResourceAsStream("/flink-job/counting.yaml")) {
            ObjectNode spec = JSON.valueToTree(new KubernetesSerialization().unmarshal(yaml, Map.class));
            ((ObjectNode) spec.at("/podTemplate/spec/volumes/0/hostPath"))
                    .put("path", dataFolder(name).toString());
            return withMode(spec, mode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode withMode(ObjectNode spec, String mode, String... more) {
        ArrayNode arguments = spec.withObjectProperty("job").putArray("args");
        Stream.of("--mode", mode, "--starts", "/data/starts", "--uid", "one").forEach(arguments::add);
        Stream.of(more).forEach(arguments::add);
        return spec;
    }

    static ObjectNode withUid(ObjectNode spec, String uid) {
        ArrayNode arguments = (ArrayNode) spec.at("/job/args");
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).asText().equals("--uid")) {
                arguments.set(i + 1, uid);
            }
        }
        return spec;
    }

    private Path dataFolder(String name) {
        return folder.resolve("data-" + name);
    }

    private void createNamespaceWithFlinkAccount() {
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

    GenericKubernetesResource apply(String name, ObjectNode spec) {
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

    void change(String name, Consumer<ObjectNode> change) {
        ObjectNode spec =
                JSON.valueToTree(resource(name).getAdditionalProperties().get("spec"));
        change.accept(spec);
        apply(name, spec);
    }

    private GenericKubernetesResource resource(String name) {
        return deployments().withName(name).get();
    }

    JsonNode status(String name) {
        return JSON.valueToTree(resource(name).getAdditionalProperties().get("status"));
    }

    void awaitStatus(String name, String lifecycle) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(status(name).path("lifecycleState").asText()).isEqualTo(lifecycle));
    }

    void awaitStable(String name, long generation) {
        await().atMost(LIMIT).untilAsserted(() -> assertRunning(name, generation));
    }

    void assertRunning(String name, long generation) {
        JsonNode status = status(name);
        assertThat(status.path("lifecycleState").asText()).isEqualTo("STABLE");
        assertThat(status.at("/jobStatus/state").asText()).isEqualTo("RUNNING");
        assertThat(status.path("jobManagerDeploymentStatus").asText()).isEqualTo("READY");
        assertThat(status.path("observedGeneration").asLong()).isEqualTo(generation);
    }

    /** The first one may come before the job has counted at all. */
    void awaitCheckpoint(String name) {
        await().atMost(LIMIT)
                .until(() ->
                        client.configMaps().inNamespace(NAMESPACE).withLabel("app", name).list().getItems().stream()
                                .filter(map -> map.getData() != null)
                                .anyMatch(map -> map.getData().keySet().stream()
                                        .anyMatch(key -> key.startsWith(CHECKPOINT)
                                                && Long.parseLong(key.substring(CHECKPOINT.length())) > 2)));
    }

    /** What the job's source started from, start by start. */
    List<Long> awaitStarts(String name, int count) {
        Path file = dataFolder(name).resolve("starts");
        await().atMost(LIMIT)
                .until(() -> Files.exists(file) && Files.readAllLines(file).size() >= count);
        try {
            return Files.readAllLines(file).stream().map(Long::valueOf).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one pod of that component, once it is as {@code expected}. */
    Pod awaitPod(String name, String component, Predicate<Pod> expected) {
        return await().atMost(LIMIT)
                .until(() -> pods(name, component), pods -> pods.size() == 1 && expected.test(pods.get(0)))
                .get(0);
    }

    private List<Pod> pods(String name, String component) {
        return client.pods()
                .inNamespace(NAMESPACE)
                .withLabels(Map.of("app", name, "component", component, "type", "flink-native-kubernetes"))
                .list()
                .getItems();
    }

    /** What all processes of a deployment have logged. */
    String logs(String name) {
        Path logs = folder.resolve("flink").resolve(NAMESPACE).resolve(name);
        try (Stream<Path> files = Files.list(logs)) {
            StringBuilder all = new StringBuilder();
            for (Path log : files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                all.append(Files.readString(log));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void killForMemory(String name, int index) {
        operator.killForMemory(NAMESPACE, name, index);
    }

    /** The FlinkStateSnapshots of a deployment, oldest first. */
    List<GenericKubernetesResource> snapshots(String name) {
        return client
                .genericKubernetesResources("flink.apache.org/v1beta1", "FlinkStateSnapshot")
                .inNamespace(NAMESPACE)
                .withLabel("job-reference.name", name)
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(snapshot -> snapshot.getMetadata().getName()))
                .toList();
    }

    /** Where its savepoint is. */
    Path savepoint(GenericKubernetesResource snapshot) {
        return Path.of(URI.create(snapshot.get("status", "path")).getPath());
    }

    /** Deletes a snapshot together with its savepoint, and waits until it is gone. */
    void disposeOf(GenericKubernetesResource snapshot) {
        GenericKubernetesResource marked = client.resource(snapshot).edit(current -> {
            current.<Map<String, Object>>get("spec", "savepoint").put("disposeOnDelete", true);
            return current;
        });
        client.resource(marked).delete();
        await().atMost(LIMIT).until(() -> client.resource(snapshot).get() == null);
    }

    void deleteAndAwaitNothingLeft(String name) {
        List<Long> pids = operator.pids(NAMESPACE, name);
        deployments().withName(name).delete();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(resource(name)).isNull());
        assertThat(pids).noneMatch(FlinkLab::isAlive);
        assertThat(client.configMaps()
                        .inNamespace(NAMESPACE)
                        .withLabel("app", name)
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(client.pods()
                        .inNamespace(NAMESPACE)
                        .withLabel("app", name)
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .get())
                .isNull();
        assertThat(dataFolder(name)).isDirectoryContaining("glob:**");
    }

    private static boolean isAlive(long pid) {
        return pid >= 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    HttpResponse<String> get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(operator.gatewayUrl() + "/" + NAMESPACE + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
