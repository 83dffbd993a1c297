package dev.kafkaflink.operator.core.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.check.JobChecks;
import dev.kafkaflink.operator.core.check.TopicChecks;
import dev.kafkaflink.operator.core.facts.FlinkDeployments;
import dev.kafkaflink.operator.core.facts.KafkaTopics;
import dev.kafkaflink.operator.core.model.Aspect;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.SomeDeployment;
import dev.kafkaflink.operator.core.recordings.Recording.Version;
import dev.kafkaflink.operator.core.status.StatusParts;
import dev.kafkaflink.operator.core.status.Statuses;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the status says while the real operators do what they were recorded doing: each file beside the recordings, with
 * the ending {@code .states}, has a line for each change. {@code -Dgolden.write=true} writes them instead of comparing.
 */
class ReplayTest {
    private static final Path RECORDINGS = Path.of("src/test/resources/recordings");
    private static final String UID = "0c4c6f0e-0000-4000-8000-000000000001";
    /** How often a resource is looked at that does not change, and for how long after its last version. */
    private static final Duration TICK = Duration.ofSeconds(10);

    private static final Duration AFTERWARDS = Duration.ofSeconds(70);

    private interface Judge {
        Optional<Finding> judge(GenericKubernetesResource resource, KafkaFlinkPipeline pipeline, Instant now);
    }

    @TestFactory
    Stream<DynamicTest> jobs() throws IOException {
        var failures = new RecordedFailures(RECORDINGS.resolve("failures.yaml"));
        return tests("flink", Aspect.JOB, (resource, pipeline, now) -> {
            var owner = new OwnerReference();
            owner.setUid(UID);
            resource.getMetadata().setOwnerReferences(List.of(owner));
            DeploymentFacts deployment = FlinkDeployments.read(resource, UID);
            return JobChecks.health(deployment, failures.job(deployment, now), observed(pipeline, deployment), now);
        });
    }

    @TestFactory
    Stream<DynamicTest> topics() throws IOException {
        return tests(
                "strimzi",
                Aspect.TOPICS,
                (resource, pipeline, now) -> TopicChecks.health(KafkaTopics.read(resource), "", now));
    }

    private static Stream<DynamicTest> tests(String folder, Aspect aspect, Judge judge) throws IOException {
        try (Stream<Path> files = Files.list(RECORDINGS.resolve(folder))) {
            List<Path> all = files.sorted().toList();
            Set<String> expected = Set.copyOf(all.stream()
                    .map(ReplayTest::name)
                    .filter(name -> name.endsWith(".states"))
                    .toList());
            List<Path> recordings =
                    all.stream().filter(file -> name(file).endsWith(".yaml")).toList();
            assertThat(recordings).isNotEmpty();
            if (!Boolean.getBoolean("golden.write")) {
                assertThat(recordings.stream().map(ReplayTest::states).map(ReplayTest::name))
                        .as("recordings with expected states")
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
            return recordings.stream()
                    .map(file -> DynamicTest.dynamicTest(name(file), () -> replay(file, aspect, judge)));
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static Path states(Path recording) {
        return recording.resolveSibling(name(recording).replace(".yaml", ".states"));
    }

    private static void replay(Path file, Aspect aspect, Judge judge) throws IOException {
        Recording recording = Recording.read(file);
        var lines = new TreeMap<Duration, StringBuilder>();
        Map<String, List<Version>> byName = new LinkedHashMap<>();
        for (Version version : recording.versions()) {
            byName.computeIfAbsent(version.resource().getMetadata().getName(), key -> new ArrayList<>())
                    .add(version);
        }
        byName.forEach((name, versions) -> replay(recording.start(), name, versions, aspect, judge, lines));
        String found = String.join("", lines.values());
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(states(file), found);
        }
        assertThat(found).isEqualTo(Files.readString(states(file)));
    }

    private static void replay(
            Instant start,
            String name,
            List<Version> versions,
            Aspect aspect,
            Judge judge,
            TreeMap<Duration, StringBuilder> lines) {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(new ObjectMetaBuilder()
                .withNamespace("lake")
                .withName(name)
                .withUid(UID)
                .withGeneration(1L)
                .build());
        String last = "";
        for (int i = 0; i < versions.size(); i++) {
            Version version = versions.get(i);
            if (version.deleted()) {
                continue;
            }
            Duration end = i + 1 < versions.size()
                    ? versions.get(i + 1).at()
                    : version.at().plus(AFTERWARDS);
            for (Duration at = version.at(); at.compareTo(end) < 0; at = at.plus(TICK)) {
                Instant now = start.plus(at);
                List<Finding> findings =
                        judge.judge(version.resource(), pipeline, now).stream().toList();
                pipeline.setStatus(status(pipeline, version.resource(), findings, now));
                String line = line(name, pipeline.getStatus(), aspect);
                if (!line.equals(last)) {
                    lines.computeIfAbsent(at, key -> new StringBuilder())
                            .append("+%.1f s %s\n".formatted(at.toMillis() / 1000.0, line));
                }
                last = line;
            }
        }
    }

    private static PipelineStatus status(
            KafkaFlinkPipeline pipeline, GenericKubernetesResource resource, List<Finding> findings, Instant now) {
        DeploymentFacts deployment =
                resource.getKind().equals("FlinkDeployment") ? FlinkDeployments.read(resource, UID) : STABLE;
        return Statuses.status(pipeline.getStatus(), observed(pipeline, deployment), findings, StatusParts.NONE, now);
    }

    private static final DeploymentFacts STABLE = SomeDeployment.well("", "", Instant.EPOCH);

    private static Observed observed(KafkaFlinkPipeline pipeline, DeploymentFacts deployment) {
        return ObservedBuilder.of(pipeline).deployment(deployment).build();
    }

    private static String line(String name, PipelineStatus status, Aspect aspect) {
        Condition condition = condition(status, aspect.condition());
        String message = condition.getStatus().equals("True") ? "" : " - " + condition.getMessage();
        return "%s %s=%s %s [%s]%s"
                .formatted(
                        name,
                        condition.getType(),
                        condition.getStatus(),
                        condition.getReason(),
                        progress(status),
                        message);
    }

    // As kstatus reads the three conditions that it knows.
    private static String progress(PipelineStatus status) {
        if (condition(status, "Reconciling").getStatus().equals("True")) {
            return "InProgress";
        }
        if (condition(status, "Stalled").getStatus().equals("True")) {
            return "Failed";
        }
        return condition(status, "Ready").getStatus().equals("True") ? "Current" : "InProgress";
    }

    private static Condition condition(PipelineStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
