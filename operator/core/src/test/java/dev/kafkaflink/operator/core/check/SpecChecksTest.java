package dev.kafkaflink.operator.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecChecksTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void aSpecificationInOrderHasNoFindings() {
        assertThat(findings("delays", "{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a234567890123456789012345678901234567890123456", "1delays", "de.lays", "delays-"})
    void aNameThatNoFlinkDeploymentCanHave(String name) {
        assertThat(findings(name, "{}"))
                .singleElement()
                .asString()
                .startsWith("metadata.name: '" + name + "' (" + name.length() + " characters) cannot be the name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a23456789012345678901234567890123456789012345", "d", "delays-2"})
    void aNameThatAFlinkDeploymentCanHave(String name) {
        assertThat(findings(name, "{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "999999999999999999d, is longer than a duration can be",
        "999999999999d, is longer than a duration can be",
        "5ms, is too short; use at least 10ms",
        "11m, is too long"
    })
    void anIntervalThatCannotBe(String interval, String message) {
        assertThat(findings("delays", "{checkpoints: {interval: " + interval + "}}"))
                .singleElement()
                .asString()
                .startsWith("spec.job.checkpoints.interval: ")
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "10m, 15m, ''",
        "11m, 16m30s, ''",
        "11m, 16m, 'interval: with delivery ExactlyOnce ''11m'' is too long, since Kafka aborts transactions that are open for"
                + " longer than the transactionTimeout of 16m; use at most 10m40s'",
        "30s, 40s, 'interval: with delivery ExactlyOnce ''30s'' is too long'",
        "500ms, 999ms, 'transactionTimeout: ''999ms'' is too short; use at least 1000ms'",
        "1s, 25d, 'transactionTimeout: ''25d'' is longer than Kafka takes; use at most 24d'",
        "1s, 999999999999d, 'transactionTimeout: ''999999999999d'' is longer than a duration can be'"
    })
    void aCheckpointIsWithinATransaction(String interval, String timeout, String finding) {
        List<String> findings = findings(
                "delays", "{checkpoints: {interval: %s, transactionTimeout: %s}}".formatted(interval, timeout));
        assertThat(findings).hasSizeLessThan(2);
        assertThat(String.join("", findings))
                .startsWith(finding.isEmpty() ? "" : "spec.job.checkpoints." + finding)
                .hasSizeLessThan(finding.isEmpty() ? 1 : 1000);
    }

    @Test
    void anEventTimeAheadOfTheClockThatCannotBe() {
        assertThat(findings("delays", ", eventTime: {column: x, idleness: 1s, maxAhead: 999999999999d}", "{}"))
                .containsExactly(
                        "spec.sources[0].eventTime.maxAhead: '999999999999d' is longer than a duration can be; use less");
        assertThat(findings("delays", ", eventTime: {column: x, idleness: 1s, maxAhead: 0s}", "{}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubernetes.cluster-id",
                "kubernetes.namespace",
                "kubernetes.service-account",
                "kubernetes.container.image.ref",
                "kubernetes.pod-template-file.default",
                "high-availability",
                "high-availability.type",
                "high-availability.cluster-id",
                "state.checkpoints.dir",
                "state.savepoints.dir",
                "execution.checkpointing.dir",
                "execution.checkpointing.interval",
                "parallelism.default",
                "taskmanager.numberOfTaskSlots",
                "jobmanager.memory.process.size",
                "execution.runtime-mode",
                "$internal.application.main"
            })
    void aSettingThatIsNotTheUsers(String key) {
        assertThat(findings("delays", "{flinkConfiguration: {\"" + key + "\": x}}"))
                .singleElement()
                .asString()
                .startsWith(
                        "spec.job.flinkConfiguration[" + key + "]: this setting belongs to the operator; remove it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state.backend.type",
                "execution.checkpointing.timeout",
                "table.exec.state.ttl",
                "kubernetes.taskmanager.labels"
            })
    void aSettingThatIsTheUsers(String key) {
        assertThat(findings("delays", "{flinkConfiguration: {" + key + ": x}}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"700m, 200m", "767m, 1g", "1g, 860m"})
    void memoryThatFlinkCannotDivide(String jobManager, String taskManager) {
        assertThat(findings(
                        "delays",
                        "{resources: {jobManager: {memory: %s}, taskManager: {memory: %s}}}"
                                .formatted(jobManager, taskManager)))
                .isNotEmpty()
                .allMatch(finding -> finding.matches("spec\\.job\\.resources\\..*\\.memory: .*give it at least \\d+m"));
    }

    @ParameterizedTest
    @CsvSource({"768m, 1152m", "1073741824, 1.5Gi", "1024mb, 2048M"})
    void memoryThatFlinkCanDivide(String jobManager, String taskManager) {
        assertThat(findings(
                        "delays",
                        "{resources: {jobManager: {memory: '%s'}, taskManager: {memory: '%s'}}}"
                                .formatted(jobManager, taskManager)))
                .isEmpty();
    }

    @Test
    void smallerPartsMakeLittleMemoryEnough() {
        assertThat(
                        findings(
                                "delays",
                                """
                        {resources: {taskManager: {memory: 900m}},
                         flinkConfiguration: {taskmanager.memory.jvm-metaspace.size: 128m, taskmanager.memory.managed.size: 16m,
                           taskmanager.memory.network.min: 32m, taskmanager.memory.network.max: 32m}}"""))
                .isEmpty();
    }

    @Test
    void partsThatEatEverythingHaveAnotherRemedy() {
        assertThat(findings("delays", "{flinkConfiguration: {taskmanager.memory.managed.fraction: '0.95'}}"))
                .singleElement()
                .asString()
                .endsWith("lower the parts that job.flinkConfiguration gives away");
    }

    private static List<String> findings(String name, String job) {
        return findings(name, "", job);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOW                  |",
                "2026-01-31T12:00:00Z |",
                "2026-01-31T12:00:01Z | '2026-01-31T12:00:01Z' has not come yet, and what is still to be written before it would be"
                        + " left out; use NOW or a time that has passed",
                "2026-02-30T12:00:00Z | '2026-02-30T12:00:00Z' is no time; use NOW or one such as 2026-01-31T00:00:00Z"
            })
    void aSourceEndsNowOrAtATimeThatHasPassed(String until, String finding) {
        List<String> findings = findings("delays", ", until: '" + until + "'", "{}");

        assertThat(findings).isEqualTo(finding == null ? List.of() : List.of("spec.sources[0].until: " + finding));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders-.*   |",
                "orders-(.*  | topicPattern: is no regular expression of Java: Unclosed group near character 10",
                "b           | topicPattern: matches 'b', which the pipeline writes: it would read its own results; make it narrower,"
                        + " or name the topics"
            })
    void aPatternOfTopics(String pattern, String finding) {
        List<String> findings = findings("delays", ", topicPattern: '" + pattern + "'", "{}");

        assertThat(findings).isEqualTo(finding == null ? List.of() : List.of("spec.sources[0]." + finding));
    }

    @Test
    void aPatternThatMatchesTheDeadLetters() {
        assertThat(findings("delays", ", topicPattern: 'delays-.*'", "{}"))
                .containsExactly(
                        "spec.deadLetters.topic: dead letters cannot go to 'delays-dead-letters', since source 'a'"
                                + " reads it; name another topic");
    }

    /** {@code source} are further fields of the source. */
    private static List<String> findings(String name, String source, String job) {
        KafkaFlinkPipeline pipeline = Serialization.unmarshal(
                """
                metadata: {name: %s, namespace: lake}
                spec:
                  kafka: {bootstrapServers: "broker:9092"}
                  sources: [{name: a%s, format: {type: Json}, columns: [{name: x, type: INT}]}]
                  sinks: [{name: b, query: SELECT x FROM a, kafka: {topic: b, format: {type: Json}}}]
                  job: %s
                """
                        .formatted(
                                name,
                                source.contains("topic") ? source : ", topic: a" + source,
                                job.replace("\n", " ")),
                KafkaFlinkPipeline.class);
        KafkaLook look =
                new KafkaLook(new KafkaLook.Question("broker:9092", Set.of()), Instant.EPOCH, "cluster", Set.of(), "");
        Observed observed = ObservedBuilder.of(pipeline).look(look).build();
        return Checks.specification(observed, NOW).stream().map(Finding::text).toList();
    }
}
