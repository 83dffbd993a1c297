package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.local.kafka.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits of a pipeline that keeps state: one that takes state away says so, one that does not is silent, one that cannot
 * start is put back, and one that is known to be wrong touches nothing.
 */
@TestMethodOrder(OrderAnnotation.class)
class EditIT {
    /** How soon it is told that a pod cannot start, and why. */
    private static final Duration TOLD = Duration.ofSeconds(20);

    private static final String NO_IMAGE = "registry.example/nobody/has-it:1";
    private static final String NOTICE = "StateBegunAnew";
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: edit-in, partitions: 1, replicas: 1}
            - {name: edit-other, partitions: 1, replicas: 1}
            - {name: edit-hours, partitions: 1, replicas: 1}
            - {name: edit-places, partitions: 1, replicas: 1}
            sources:
            - name: trips
              topic: edit-in
              format: {type: Json}
              columns:
              - {name: seen, type: TIMESTAMP_LTZ(3) NOT NULL}
              - {name: place, type: STRING}
              eventTime: {column: seen, outOfOrderness: 1s}
            sinks:
            - name: hours
              kafka: {topic: edit-hours, format: {type: Json}}
              query: |
                SELECT place, window_start, COUNT(*) AS trips
                FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(seen), INTERVAL '1' HOUR))
                GROUP BY place, window_start, window_end
            - name: places
              kafka: {topic: edit-places, format: {type: Json}}
              query: SELECT place FROM trips
            job: {parallelism: 1, checkpoints: {interval: 1s}}
            """;
    private static final String HARMLESS =
            SPEC.replace("SELECT place FROM trips", "SELECT UPPER(place) AS place FROM trips");

    private static final String ELSEWHERE = HARMLESS.replace("topic: edit-in", "topic: edit-other");

    private static final String CORRECTED = ELSEWHERE.replace("UPPER(place)", "LOWER(place)");

    @TempDir
    private static Path folder;

    private static PipelineUnderTest pipeline;
    private static KafkaBroker otherKafka;

    @BeforeAll
    static void start() throws InterruptedException {
        pipeline = new PipelineUnderTest("edit");
        pipeline.apply(SPEC);
        pipeline.awaitCondition("Ready", "True");
        pipeline.feed("edit-in", trip("10:05", "a"));
        pipeline.awaitValues("edit-places", 1);
    }

    @AfterAll
    static void end() {
        pipeline.close();
        if (otherKafka != null) {
            otherKafka.close();
        }
    }

    @Test
    @Order(1)
    void onlyAnEditThatTakesStateAwaySaysSo() {
        Seen harmless = edit(HARMLESS);

        assertThat(harmless.lastEdit()).isEmpty();
        assertThat(pipeline.events(NOTICE)).isEmpty();
        pipeline.feed("edit-in", trip("10:10", "a"), trip("11:30", "b"));
        assertThat(pipeline.awaitValues("edit-hours", 1))
                .as("the window has kept what came before the edit")
                .singleElement()
                .asString()
                .contains("\"trips\":2");

        Seen anew = edit(HARMLESS.replace("'1' HOUR", "'2' HOUR"));

        assertThat(anew.lastEdit()).hasValueSatisfying(edit -> {
            assertThat(edit.stepsWithState()).isEqualTo(2);
            assertThat(edit.begunAnew()).containsExactly(window("2 h"));
            assertThat(edit.dropped()).containsExactly(window("1 h"));
        });
        await().atMost(PipelineUnderTest.LIMIT).untilAsserted(() -> assertThat(pipeline.events(NOTICE))
                .singleElement()
                .satisfies(event -> assertThat(event.getNote())
                        .startsWith("the edit begins 1 of 2 steps with state anew, from empty state: sink hours: ")));
        pipeline.feed("edit-in", trip("10:20", "c"), trip("13:00", "c"));
        assertThat(pipeline.awaitValues("edit-hours", 2))
                .as("b of 11:30 was in the state that the edit dropped")
                .last()
                .asString()
                .contains("\"place\":\"c\"", "\"trips\":1");

        Seen elsewhere = edit(ELSEWHERE);

        assertThat(elsewhere.lastEdit().orElseThrow().dropped())
                .contains("source trips: how far topic edit-in is read");
        int before = pipeline.records("edit-places").size();
        pipeline.feed("edit-in", trip("14:00", "old"));
        pipeline.feed("edit-other", trip("14:00", "new"));
        assertThat(pipeline.awaitValues("edit-places", before + 1))
                .as("only the topic that the source now names is read")
                .last()
                .asString()
                .contains("NEW");
    }

    @Test
    @Order(2)
    void anEditThatCannotStartIsPutBackAndOneThatIsWrongTouchesNothing() {
        pipeline.apply(ELSEWHERE);
        pipeline.awaitCondition("Ready", "True");
        String revision = pipeline.status().revision();
        int already = pipeline.records("edit-places").size();
        pipeline.feed("edit-other", trip("14:01", "before"));

        pipeline.apply(withJob(ELSEWHERE, "image: '" + NO_IMAGE + "'"));
        await("the job is stopped and its pod made")
                .atMost(PipelineUnderTest.LIMIT)
                .until(EditIT::isPodThere);

        await("the image is told").atMost(TOLD).until(() -> pipeline.status()
                .condition("JobRunning")
                .filter(now -> now.getReason().equals("ImageNotPulled"))
                .isPresent());
        pipeline.feed("edit-other", trip("14:02", "meanwhile"));
        pipeline.awaitStatusThat("is put back", now -> {
            assertThat(now.condition("SpecAccepted")).get().satisfies(accepted -> {
                assertThat(accepted.getStatus()).isEqualTo("False");
                assertThat(accepted.getReason()).isEqualTo("RolledBack");
                assertThat(accepted.getMessage()).contains("ImageNotPulled", NO_IMAGE);
            });
            assertThat(now.says("Stalled", "True")).isTrue();
            assertThat(now.says("JobRunning", "True")).isTrue();
            assertThat(now.revision()).isEqualTo(revision);
        });
        assertThat(pipeline.awaitValues("edit-places", already + 2))
                .as("the job went on from the newest state")
                .endsWith("{\"place\":\"BEFORE\"}", "{\"place\":\"MEANWHILE\"}");

        Seen healed = edit(CORRECTED);

        assertThat(healed.says("Stalled", "True")).isFalse();
        pipeline.feed("edit-other", trip("14:03", "Healed"));
        assertThat(pipeline.awaitValues("edit-places", already + 3)).endsWith("{\"place\":\"healed\"}");
        List<Long> processes = pipeline.flinkPids();

        pipeline.apply(withJob(CORRECTED, "serviceAccount: nobody"));
        awaitRefused("ServiceAccountNotFound", "there is no ServiceAccount 'nobody'");
        pipeline.apply(CORRECTED.replace("parallelism: 1", "parallelism: 129"));
        awaitRefused("InvalidValue", "the job's state is split into 128 parts");
        assertThatThrownBy(() -> pipeline.apply(withJob(CORRECTED, "resources: {taskManager: {cpu: 0}}")))
                .hasMessageContaining("a process needs at least 0.01");
        pipeline.apply(CORRECTED);
        pipeline.awaitCondition("Ready", "True");

        pipeline.feed("edit-other", trip("14:04", "Last"));
        assertThat(pipeline.awaitValues("edit-places", already + 4)).endsWith("{\"place\":\"last\"}");
        assertThat(pipeline.flinkPids()).as("nothing was started anew").isEqualTo(processes);
    }

    @Test
    @Order(3)
    void anotherAddressOfTheSameKafkaIsNoChangeAndAnotherKafkaIsRefusedUntilAResetIsAskedFor() throws Exception {
        pipeline.apply(CORRECTED);
        pipeline.awaitCondition("Ready", "True");
        String jobId = pipeline.status().jobId();
        List<Long> processes = pipeline.flinkPids();
        int already = pipeline.records("edit-places").size();

        pipeline.apply(at(pipeline.platform().broker().bootstrapServers()));
        pipeline.awaitCondition("SpecAccepted", "True");
        pipeline.awaitCondition("Ready", "True");
        pipeline.feed("edit-other", trip("14:05", "same"));
        pipeline.awaitValues("edit-places", already + 1);
        assertThat(pipeline.status().jobId()).isEqualTo(jobId);
        assertThat(pipeline.flinkPids()).isEqualTo(processes);

        String otherId = Uuid.randomUuid().toString();
        otherKafka = KafkaBroker.start(Path.of("../kafka-dist/target/lib"), folder, otherId);
        otherKafka
                .admin()
                .createTopics(Stream.of("edit-other", "edit-hours", "edit-places", "edit-dead-letters")
                        .map(topic -> new NewTopic(topic, 1, (short) 1))
                        .toList())
                .all()
                .get();
        String elsewhere = at(otherKafka.bootstrapServers());
        pipeline.apply(elsewhere);
        awaitRefused("OtherKafka", "this is the Kafka cluster '" + otherId + "'");
        assertThat(pipeline.status().message("SpecAccepted"))
                .contains("put the address back, or set spec.job.upgrade: Stateless");
        pipeline.feed("edit-other", trip("14:06", "still"));
        pipeline.awaitValues("edit-places", already + 2);
        assertThat(pipeline.status().jobId()).isEqualTo(jobId);
        assertThat(pipeline.flinkPids()).isEqualTo(processes);

        pipeline.apply(withJob(elsewhere, "upgrade: Stateless"));
        pipeline.awaitCondition("Ready", "True");
        pipeline.awaitStatusThat("is on the other Kafka", now -> {
            assertThat(now.clusterId()).isEqualTo(otherId);
            assertThat(now.jobId()).isNotEmpty().isNotEqualTo(jobId);
        });
        try (var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", otherKafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer());
                var places = new TopicReader(otherKafka.bootstrapServers(), "edit-places", PipelineUnderTest.LIMIT)) {
            producer.send(new ProducerRecord<>("edit-other", trip("15:00", "there")))
                    .get();
            await().atMost(PipelineUnderTest.LIMIT).untilAsserted(() -> assertThat(places.all())
                    .extracting(PipelineUnderTest::text)
                    .containsExactly("{\"place\":\"there\"}"));
        }
        assertThat(pipeline.records("edit-places")).hasSize(already + 2);
    }

    /** Deletes come in any order: here what the job is made of goes before the pipeline. */
    @Test
    @Order(4)
    void theNamespaceGoesWithItsPipelineThoughConfigMapsAndTheFlinkDeploymentGoFirst() {
        pipeline.platform().client().configMaps().inNamespace("edit").delete();
        pipeline.platform().client().resource(pipeline.deployment()).delete();

        pipeline.deleteNamespace();

        assertThat(pipeline.kafkaTopic("edit-in")).as("a topic that stays").isNotNull();
    }

    private static String at(String bootstrapServers) {
        return CORRECTED
                .replace(
                        "{clusterRef: {name: events, namespace: kafka}}",
                        "{bootstrapServers: '" + bootstrapServers + "'}")
                .replaceFirst("(?s)topics:\n.*?sources:", "sources:");
    }

    private static boolean isPodThere() {
        return pipeline.platform().client().pods().inNamespace("edit").list().getItems().stream()
                .anyMatch(pod -> pod.getSpec().getContainers().get(0).getImage().equals(NO_IMAGE));
    }

    private static void awaitRefused(String reason, String message) {
        pipeline.awaitStatusThat(
                "is refused",
                now -> assertThat(now.condition("SpecAccepted")).get().satisfies(accepted -> {
                    assertThat(accepted.getStatus()).isNotEqualTo("True");
                    assertThat(accepted.getReason()).isEqualTo(reason);
                    assertThat(accepted.getMessage()).contains(message);
                }));
        assertThat(pipeline.status().says("JobRunning", "True")).isTrue();
    }

    private static String withJob(String spec, String setting) {
        return spec.replace("job: {", "job: {" + setting + ", ");
    }

    /** Changes the specification and waits until the job runs it. */
    private static Seen edit(String spec) {
        String before = pipeline.status().revision();
        pipeline.apply(spec);
        pipeline.awaitCondition("Ready", "True");
        return pipeline.awaitStatus(
                "the new revision runs",
                now -> !now.revision().isEmpty() && !now.revision().equals(before));
    }

    private static String trip(String time, String place) {
        return "{\"seen\":\"2026-11-22T%s:00Z\",\"place\":\"%s\"}".formatted(time, place);
    }

    private static String window(String size) {
        return "sink hours: GlobalWindowAggregate(groupBy=[place], window=[TUMBLE(slice_end=[$slice_end], size=[" + size
                + "])]) over trips";
    }
}
