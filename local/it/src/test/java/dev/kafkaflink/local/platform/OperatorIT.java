package dev.kafkaflink.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.local.controlplane.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process under the ServiceAccount and the roles that are shipped: its start, its end, its rights. */
@TestMethodOrder(OrderAnnotation.class)
class OperatorIT {
    private static final String NAMESPACE = "kafkaflink-system";
    private static final String DEFINITION = "kafkaflinkpipelines.kafkaflink.dev";
    /** Also on a machine with much else to do: planning alone starts a process. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Project PROJECT = new Project(Path.of("../.."));
    private static final Path STAND_IN_CRDS = PROJECT.root().resolve("local/src/main/resources/crds");

    @TempDir
    private static Path folder;

    private static ControlPlane controlPlane;
    private static KubernetesClient client;
    private static Path kubectl;

    private final Deque<OperatorProcess> running = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Path kubeconfig;

    @BeforeAll
    static void start() throws InterruptedException {
        var binaries = LocalPlatform.binaries(PROJECT, System.out::println);
        controlPlane = ControlPlane.start(
                binaries,
                folder.resolve("control-plane"),
                List.of(PROJECT.root().resolve("crds/kafkaflinkpipelines.kafkaflink.dev-v1.yaml")));
        client = controlPlane.client();
        kubectl = binaries.kubectl().orElse(Path.of("kubectl"));
        var manifests = new Manifests(client, kubectl);
        manifests.applyRights(PROJECT.operatorBase());
        manifests.applyRights(PROJECT.flinkRights(), "lake");
        manifests.applyNamespace("kafka");
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @BeforeEach
    void logIn() {
        kubeconfig = controlPlane.serviceAccountKubeconfig(NAMESPACE, "kafkaflink-operator");
    }

    @AfterEach
    void endOperators() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    @Test
    @Order(1)
    void saysWhatIsMissingAndStartsWhenItIsThere() throws IOException {
        var operator = operator("operator", Map.of());

        await().atMost(LIMIT).untilAsserted(() -> assertThat(readiness(operator))
                .contains("no FlinkDeployment of flink.apache.org/v1beta1", "install the Flink Kubernetes Operator")
                .contains("\"DOWN\""));

        define("flinkdeployments");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(readiness(operator))
                .contains("\"UP\"")
                .contains("no Kafka of kafka.strimzi.io/v1", "install Strimzi"));

        apply(PIPELINE, "missing");
        awaitReady("missing", "there is no Kafka 'missing' in namespace 'kafka'");
        define("kafkas", "kafkatopics");
        apply(KAFKA, "missing");
        awaitReady("missing", "Kafka 'kafka/missing' has no address");
    }

    @Test
    void aTopicOfSomebodyElseIsLeftAsItIs() throws IOException {
        define("flinkdeployments", "kafkas", "kafkatopics");
        apply(KAFKA, "foreign");
        publishAddress("foreign");
        apply(FOREIGN_TOPIC, "foreign");
        String before = find("KafkaTopic", "kafka", "foreign-out").getMetadata().getResourceVersion();
        operator("operator", Map.of());

        apply(PIPELINE, "foreign");

        awaitReady(
                "foreign", "'foreign-out' has the KafkaTopic 'kafka/foreign-out' already, which somebody else created");
        assertThat(find("KafkaTopic", "kafka", "foreign-out").getMetadata().getResourceVersion())
                .isEqualTo(before);
    }

    @Test
    void aRefusalIsToldAndHealsWhenItEnds() throws IOException {
        define("flinkdeployments", "kafkas", "kafkatopics");
        apply(KAFKA, "refused");
        publishAddress("refused");
        apply(POLICY, "");
        apply(POLICY_BINDING, "");
        var role = client.rbac().clusterRoles().withName("kafkaflink-operator");
        role.edit(shipped -> {
            shipped.getRules().stream()
                    .filter(rule -> rule.getResources().contains("kafkatopics"))
                    .forEach(rule -> rule.setVerbs(List.of("get", "list", "watch")));
            return shipped;
        });
        operator("operator", Map.of());

        apply(PIPELINE, "refused");
        awaitReady(
                "refused",
                "cannot patch resource \"kafkatopics\" in API group \"kafka.strimzi.io\" in the namespace \"kafka\"");

        role.edit(lacking -> {
            lacking.getRules().stream()
                    .filter(rule -> rule.getResources().contains("kafkatopics"))
                    .forEach(rule -> rule.setVerbs(List.of("get", "list", "watch", "create", "patch", "delete")));
            return lacking;
        });
        awaitReady("refused", "no topic of this name, says the policy");
        assertThat(find("KafkaTopic", "kafka", "refused-in"))
                .as("what is not refused")
                .isNotNull();
        assertThat(find("KafkaTopic", "kafka", "refused-out")).isNull();

        client.admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName("no-out")
                .delete();
        await().atMost(LIMIT).until(() -> find("KafkaTopic", "kafka", "refused-out") != null);
    }

    @Test
    void oneActsAndTheOtherTakesOverWhenItEndsOrIsKilled() throws IOException {
        define("flinkdeployments", "kafkas", "kafkatopics");
        var election = Map.of("KAFKAFLINK_LEADER_ELECTION_ENABLED", "true");
        var first = operator("first", election);
        await().atMost(LIMIT).until(() -> holder() != null);
        String leader = holder();
        var second = operator("second", election);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(readiness(second)).contains("\"UP\""));
        assertThat(holder()).isEqualTo(leader);

        end(first);

        apply(PIPELINE, "election");
        awaitReady("election", "there is no Kafka 'election' in namespace 'kafka'");
        assertThat(holder()).isNotEqualTo(leader);

        var third = operator("third", election);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(readiness(third)).contains("\"UP\""));
        String next = holder();

        // One that is killed gives nothing back: its lease has to run out.
        second.kill();

        apply(KAFKA, "election");
        awaitReady("election", "Kafka 'kafka/election' has no address");
        assertThat(holder()).isNotEqualTo(next);
    }

    /** The commands of deploy/README.md: in the right order everything goes; in the wrong one there is a way out. */
    @Test
    @Order(Integer.MAX_VALUE)
    void uninstallingEndsAndTheOperatorCanBeInstalledAgain() throws Exception {
        define("flinkdeployments", "kafkas", "kafkatopics");
        apply(KAFKA, "uninstalled");
        publishAddress("uninstalled");
        // The CRD is there already, applied by somebody else.
        kubectl(
                "apply",
                "--server-side",
                "--force-conflicts",
                "-k",
                PROJECT.operatorBase().toString());
        var operator = operator("operator", Map.of());
        apply(PIPELINE, "uninstalled");
        awaitReady("uninstalled", "the topics are to be ready first");
        // The operator asks Kafka first, which is not there.
        await().atMost(LIMIT).until(() -> find("KafkaTopic", "kafka", "uninstalled-in") != null);

        kubectl("delete", "kfpipe", "--all", "--all-namespaces", "--timeout=120s");
        kubectl("delete", "-k", PROJECT.operatorBase().toString(), "--timeout=120s");

        end(operator);
        assertThat(client.namespaces().withName(NAMESPACE).get()).isNull();
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(DEFINITION)
                        .get())
                .isNull();
        assertThat(find("KafkaTopic", "kafka", "uninstalled-in"))
                .as("a topic that stays")
                .isNotNull();

        kubectl("apply", "--server-side", "-k", PROJECT.operatorBase().toString());
        kubeconfig = controlPlane.serviceAccountKubeconfig(NAMESPACE, "kafkaflink-operator");
        var again = operator("again", Map.of());
        apply(PIPELINE, "uninstalled");
        awaitReady("uninstalled", "the topics are to be ready first");

        end(again);
        kubectl("delete", "-k", PROJECT.operatorBase().toString(), "--wait=false");
        kubectl(
                "patch",
                "kfpipe",
                "-n",
                "lake",
                "uninstalled",
                "--type=merge",
                "-p",
                "{\"metadata\":{\"finalizers\":null}}");
        kubectl("wait", "--for=delete", "customresourcedefinition/" + DEFINITION, "--timeout=120s");
    }

    private static void end(OperatorProcess operator) {
        ProcessHandle.of(operator.process().pid()).orElseThrow().destroy();
        await().atMost(LIMIT).until(() -> !operator.process().isAlive());
    }

    private static void kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(kubectl.toString());
        command.add("--kubeconfig=" + controlPlane.adminKubeconfig());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private OperatorProcess operator(String name, Map<String, String> settings) throws IOException {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("KUBECONFIG", kubeconfig.toString());
        all.put("KAFKAFLINK_PLANNER_CLASS_PATH", PROJECT.plannerClassPath());
        var operator = new OperatorProcess(PROJECT.operatorJar(), all, Files.createTempDirectory(folder, name));
        running.push(operator);
        operator.start();
        return operator;
    }

    /** What the readiness check says; empty while nobody answers. */
    private String readiness(OperatorProcess operator) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operator.port() + "/q/health/ready"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        }
    }

    private static void define(String... plurals) {
        controlPlane.applyDefinitions(List.of(plurals).stream()
                .map(plural -> STAND_IN_CRDS.resolve(plural + ".yaml"))
                .toList());
    }

    private static void apply(String yaml, String name) {
        var object = Serialization.unmarshal(yaml.replace("NAME", name), GenericKubernetesResource.class);
        client.resource(object).fieldManager("test").serverSideApply();
    }

    private static void publishAddress(String name) {
        var kafka = find("Kafka", "kafka", name);
        kafka.setAdditionalProperty(
                "status", Map.of("listeners", List.of(Map.of("name", "plain", "bootstrapServers", "localhost:9092"))));
        client.resource(kafka).updateStatus();
    }

    private static GenericKubernetesResource find(String kind, String namespace, String name) {
        return client.genericKubernetesResources("kafka.strimzi.io/v1", kind)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** Waits until the pipeline's condition Ready says something. */
    private static void awaitReady(String name, String message) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        client.genericKubernetesResources("kafkaflink.dev/v1alpha1", "KafkaFlinkPipeline")
                                .inNamespace("lake")
                                .withName(name)
                                .get()
                                .getAdditionalProperties()
                                .toString())
                .contains(message));
    }

    private static String holder() {
        var lease = client.leases()
                .inNamespace(NAMESPACE)
                .withName("kafkaflink-operator")
                .get();
        return lease == null ? null : lease.getSpec().getHolderIdentity();
    }

    private static final String KAFKA =
            """
            apiVersion: kafka.strimzi.io/v1
            kind: Kafka
            metadata: {name: NAME, namespace: kafka}
            spec:
              kafka:
                listeners:
                - {name: plain, port: 9092, type: internal, tls: false}
            """;

    private static final String POLICY =
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: no-out}
            spec:
              matchConstraints:
                resourceRules:
                - {apiGroups: [kafka.strimzi.io], apiVersions: ["*"], operations: [CREATE], resources: [kafkatopics]}
              validations:
              - {expression: object.metadata.name != 'refused-out', message: "no topic of this name, says the policy"}
            """;

    private static final String POLICY_BINDING =
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: no-out}
            spec: {policyName: no-out, validationActions: [Deny]}
            """;

    private static final String FOREIGN_TOPIC =
            """
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaTopic
            metadata: {name: NAME-out, namespace: kafka, labels: {strimzi.io/cluster: NAME}}
            spec: {partitions: 1}
            """;

    private static final String PIPELINE =
            """
            apiVersion: kafkaflink.dev/v1alpha1
            kind: KafkaFlinkPipeline
            metadata: {name: NAME, namespace: lake}
            spec:
              kafka:
                clusterRef: {name: NAME, namespace: kafka}
              topics:
              - {name: NAME-in, partitions: 3, replicas: 1}
              - {name: NAME-out, partitions: 3, replicas: 1}
              sources:
              - name: flights
                topic: NAME-in
                format: {type: Json}
                columns:
                - {name: origin, type: STRING}
              sinks:
              - name: out
                query: SELECT origin FROM flights
                kafka: {topic: NAME-out, format: {type: Json}}
              job:
                checkpoints: {directory: "file:///tmp/checkpoints"}
            """;
}
