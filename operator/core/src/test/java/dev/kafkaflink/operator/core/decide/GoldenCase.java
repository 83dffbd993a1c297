package dev.kafkaflink.operator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.FlinkDeployments;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.facts.Kafkas;
import dev.kafkaflink.operator.core.facts.Pods;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Neighbour;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.Sample;
import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder: what is observed as {@code in-*.yaml}, what is decided as {@code out-*.yaml}. A ConfigMap
 * with data holds the definition that runs. In a FlinkDeployment
 * {@code ${hash}} stands for the hash of the current definition.
 */
final class GoldenCase {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Defaults DEFAULTS = new Defaults(
            "kafkaflink/pipeline-job:test",
            "flink",
            "s3://lake/checkpoints",
            Map.of(),
            "http://{name}-rest.{namespace}:8081",
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path folder;
    private final Set<String> unread = new TreeSet<>();

    GoldenCase(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("out-"))
                    .forEach(unread::add);
        }
    }

    void run(boolean write) throws IOException {
        Observed blank = observed("", Map.of());
        PlanRequest request = Decisions.decide(blank, NOW).toPlan();
        String hash = request == null ? "" : DefinitionJson.hash(request.definition());
        Decision decision = Decisions.decide(observed(hash, verdicts(request, blank.deployment())), NOW);
        assertThat(unread).as("files that no case reads").isEmpty();
        assertPossibleTimes(blank.deployment(), blank.job());

        SortedMap<String, String> expected = outputs(decision);
        if (write) {
            for (Path old : written()) {
                Files.delete(old);
            }
            for (Map.Entry<String, String> file : expected.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
        SortedMap<String, String> found = new TreeMap<>();
        for (Path file : written()) {
            found.put(file.getFileName().toString(), Files.readString(file));
        }
        assertThat(expected.keySet()).as("files of the case").isEqualTo(found.keySet());
        expected.forEach((name, text) -> assertThat(text).as(name).isEqualTo(found.get(name)));
    }

    // A case about times that cannot be shows nothing of those that can.
    private static void assertPossibleTimes(DeploymentFacts deployment, JobFacts job) {
        if (deployment != null) {
            assertInOrder(
                    "FlinkDeployment",
                    deployment.times().created(),
                    deployment.times().reconciled(),
                    NOW);
            // A job that is still to come up has not started: its start time is the last one's.
            assertInOrder(
                    "start of the job",
                    deployment.times().created(),
                    deployment.startTime(),
                    deployment.jobState().equals("RECONCILING")
                            ? deployment.times().reconciled()
                            : NOW);
        }
        if (job != null) {
            assertInOrder("job", job.startTime(), job.at(), NOW);
            assertInOrder("last checkpoint", job.startTime(), job.lastCheckpoint(), job.at());
            job.failures().forEach(failure -> assertInOrder("failure", job.startTime(), failure.at(), job.at()));
        }
    }

    private static void assertInOrder(String what, Instant... times) {
        assertThat(Stream.of(times).filter(Objects::nonNull))
                .as("times of the " + what)
                .isSorted();
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("out-"))
                    .toList();
        }
    }

    private Map<String, PlannerVerdict> verdicts(PlanRequest request, DeploymentFacts deployment) throws IOException {
        Map<String, PlannerVerdict> verdicts = new HashMap<>();
        if (has("in-planner.yaml")) {
            PlannerVerdict verdict = YAML.readValue(read("in-planner.yaml"), PlannerVerdict.class);
            if (request != null) {
                verdicts.put(request.hash(), verdict);
                verdicts.put(DefinitionJson.hash(request.definition()), verdict);
            }
        }
        if (has("in-planner-running.yaml")) {
            verdicts.put(
                    deployment.stateOf().definition(),
                    YAML.readValue(read("in-planner-running.yaml"), PlannerVerdict.class));
        }
        return verdicts;
    }

    private KafkaLook look() throws IOException {
        return has("in-look.yaml") ? YAML.readValue(read("in-look.yaml"), KafkaLook.class) : null;
    }

    private Map<String, SchemaLook> schemas() throws IOException {
        return has("in-schemas.yaml")
                ? YAML.readValue(read("in-schemas.yaml"), new TypeReference<Map<String, SchemaLook>>() {})
                : Map.of();
    }

    private List<Neighbour> neighbours() throws IOException {
        return has("in-neighbours.yaml")
                ? YAML.readValue(read("in-neighbours.yaml"), new TypeReference<List<Neighbour>>() {})
                : List.of();
    }

    private Observed observed(String hash, Map<String, PlannerVerdict> verdicts) throws IOException {
        KafkaFlinkPipeline pipeline = Serialization.unmarshal(read("in-pipeline.yaml"), KafkaFlinkPipeline.class);
        KafkaFacts kafka = has("in-kafka.yaml") ? Kafkas.read(resource("in-kafka.yaml")) : null;
        List<TopicFacts> topics = new ArrayList<>();
        Set<String> definitions = new HashSet<>();
        JobDefinition running = null;
        for (String name : names()) {
            if (name.startsWith("in-topic-")) {
                topics.add(KafkaTopics.read(resource(name)));
            } else if (name.startsWith("in-configmap-")) {
                ConfigMap map = Serialization.unmarshal(read(name), ConfigMap.class);
                definitions.add(map.getMetadata().getName());
                if (map.getData() != null && map.getData().containsKey(Names.DEFINITION_KEY)) {
                    running = DefinitionJson.read(map.getData().get(Names.DEFINITION_KEY), JobDefinition.class);
                }
            }
        }
        DeploymentFacts deployment = has("in-deployment.yaml")
                ? FlinkDeployments.read(
                        Serialization.unmarshal(
                                read("in-deployment.yaml").replace("${hash}", hash), GenericKubernetesResource.class),
                        pipeline.getMetadata().getUid())
                : null;
        JobFacts job = has("in-job.yaml") ? YAML.readValue(read("in-job.yaml"), JobFacts.class) : null;
        List<Sample> samples = has("in-samples.yaml")
                ? YAML.readValue(read("in-samples.yaml"), new TypeReference<List<Sample>>() {})
                : List.of();
        return new Observed(
                pipeline,
                kafka,
                has("in-kafka-by-address.yaml") ? Kafkas.read(resource("in-kafka-by-address.yaml")) : null,
                topics,
                deployment,
                definitions,
                running,
                verdicts,
                job,
                pods(),
                samples,
                has("in-defaults.yaml") ? YAML.readValue(read("in-defaults.yaml"), Defaults.class) : DEFAULTS,
                look(),
                schemas(),
                neighbours(),
                !has("in-service-account-there.yaml")
                        || YAML.readValue(read("in-service-account-there.yaml"), Boolean.class));
    }

    private PodFacts pods() throws IOException {
        List<Pod> pods = new ArrayList<>();
        for (String name : names()) {
            if (name.startsWith("in-pod-")) {
                pods.add(Serialization.unmarshal(read(name), Pod.class));
            }
        }
        return new PodFacts(
                pods.stream().map(Pods::read).toList(),
                pods.stream().flatMap(pod -> Pods.exits(pod).stream()).toList());
    }

    private boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private GenericKubernetesResource resource(String name) throws IOException {
        return Serialization.unmarshal(read(name), GenericKubernetesResource.class);
    }

    private String read(String name) throws IOException {
        unread.remove(name);
        return Files.readString(folder.resolve(name));
    }

    // The note of what was given is the specification once more, on one line that nobody can read.
    private static String text(HasMetadata object) throws IOException {
        if (object instanceof GenericKubernetesResource resource
                && resource.getMetadata().getAnnotations() != null
                && resource.getMetadata().getAnnotations().containsKey(Labels.GIVEN)) {
            String given = resource.getMetadata().getAnnotations().put(Labels.GIVEN, "(the specification as JSON)");
            assertThat(YAML.readTree(given))
                    .as("what is noted as given")
                    .isEqualTo(YAML.readTree(Serialization.asJson(resource.get("spec"))));
        }
        return Serialization.asYaml(object);
    }

    private static SortedMap<String, String> outputs(Decision decision) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        int number = 1;
        for (var object : decision.apply()) {
            files.put(
                    "out-apply-%d-%s-%s.yaml"
                            .formatted(
                                    number++,
                                    object.getKind().toLowerCase(Locale.ROOT),
                                    object.getMetadata().getName()),
                    text(object));
        }
        Map<String, Object> rest = new LinkedHashMap<>();
        rest.put(
                "findings",
                decision.findings().stream()
                        .map(finding -> finding.reason() + ": " + finding.text())
                        .toList());
        rest.put(
                "toPlan",
                decision.toPlan() == null
                        ? null
                        : DefinitionJson.hash(decision.toPlan().definition()));
        if (decision.toAsk() != null) {
            rest.put(
                    "toAsk",
                    decision.toAsk().bootstrapServers() + " "
                            + new TreeSet<>(decision.toAsk().topics())
                            + (decision.toAsk().transactionsToAbort().isEmpty()
                                    ? ""
                                    : ", and to abort transactions of "
                                            + decision.toAsk().transactionsToAbort()));
        }
        if (!decision.schemasToAsk().isEmpty()) {
            rest.put("schemasToAsk", new TreeMap<>(decision.schemasToAsk()));
        }
        rest.put(
                "delete",
                decision.delete().stream()
                        .map(Decision.Removal::key)
                        .map(key -> key.apiVersion() + " " + key.kind() + " " + key.namespace() + "/" + key.name())
                        .collect(Collectors.toList()));
        rest.put("released", decision.released());
        rest.put(
                "requeueAfter",
                decision.requeueAfter() == null ? null : decision.requeueAfter().toString());
        files.put("out-decision.yaml", Serialization.asYaml(rest));
        files.put("out-status.yaml", Serialization.asYaml(decision.status()));
        return files;
    }
}
