package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Somebody deletes the FlinkDeployment under a living pipeline: it is made anew and goes on where it was. */
@TestMethodOrder(OrderAnnotation.class)
class DeletedDeploymentIT {
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: anew-in, partitions: 2, replicas: 1}
            - {name: anew-out, partitions: 2, replicas: 1}
            - {name: anew-counts, partitions: 1, replicas: 1}
            sources:
            - name: numbers
              topic: anew-in
              format: {type: Json}
              columns: [{name: id, type: BIGINT NOT NULL}]
            views:
            - {name: seen, query: "SELECT id, PROCTIME() AS seen_at FROM numbers"}
            sinks:
            - name: out
              kafka: {topic: anew-out, format: {type: Json}}
              query: SELECT id FROM numbers
            - name: counts
              kafka: {topic: anew-counts, format: {type: Json}}
              query: |
                SELECT COUNT(*) OVER (ORDER BY seen_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS id FROM seen
            job: {checkpoints: {interval: 1s}}
            """;

    private static PipelineUnderTest pipeline;

    @BeforeAll
    static void start() throws InterruptedException {
        pipeline = new PipelineUnderTest("anew");
        pipeline.apply(SPEC);
        pipeline.awaitCondition("Ready", "True");
    }

    @AfterAll
    static void end() {
        pipeline.close();
    }

    @Test
    @Order(1)
    void eachRecordComesOutOnceAndACountGoesOn() throws Exception {
        try (var numbers = Numbers.into(pipeline, "anew-in")) {
            numbers.awaitMore(pipeline, "anew-out");
            awaitKept();

            leaveResultBehind();
            String first = deleteDeployment();
            awaitJobOtherThan(first);
            numbers.awaitMore(pipeline, "anew-out");
            pipeline.awaitStatusThat("an Event tells it", now -> assertThat(pipeline.events("Recreating"))
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(now.stateFolder()).isNotEmpty();
                        assertThat(event.getNote())
                                .contains("goes on from the newest checkpoint or savepoint in", now.stateFolder());
                    }));

            suspend();
            String second = deleteDeployment();
            Seen suspended = pipeline.awaitStatus(
                    "the condition tells it", now -> now.message("JobRunning").contains("was deleted"));
            assertThat(suspended.condition("JobRunning").orElseThrow().getReason())
                    .isEqualTo("Suspended");
            pipeline.apply(SPEC);
            awaitJobOtherThan(second);

            numbers.awaitMore(pipeline, "anew-out");
            int sent = numbers.stop();
            Numbers.assertEachOnce(pipeline.awaitRecords("anew-out", sent), sent);
            assertThat(pipeline.awaitRecords("anew-counts", sent).stream().mapToLong(Numbers::id))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, sent).boxed().toList());
            assertThat(pipeline.records("anew-dead-letters")).isEmpty();
        }
    }

    @Test
    @Order(2)
    void whereNothingIsLeftToGoOnFromItIsSaidWithTheRemedy() throws Exception {
        Path folder = Path.of(URI.create(awaitKept().stateFolder()));
        suspend();
        deleteDeployment();
        deleteFolder(folder);

        pipeline.apply(SPEC);

        pipeline.awaitStatusThat("it cannot go on", now -> {
            assertThat(now.state()).isEqualTo("Failed");
            assertThat(now.stateFolder()).isNotEmpty();
            assertThat(now.says("Stalled", "True")).isTrue();
            assertThat(now.message("Stalled"))
                    .contains("no checkpoint or savepoint is left in", now.stateFolder(), "Stateless");
        });

        pipeline.apply(SPEC.replace("{checkpoints", "{upgrade: Stateless, checkpoints"));
        awaitJobOtherThan(deleteDeployment());
        pipeline.awaitCondition("Ready", "True");
    }

    /** As a job manager does that is killed between its job's end and the clean-up after it. */
    private static void leaveResultBehind() throws IOException {
        Path results =
                Path.of(URI.create(pipeline.status().stateFolder())).resolve("ha/application-result-store/default");
        Files.createDirectories(results);
        Files.writeString(
                results.resolve("0".repeat(32) + "_DIRTY.json"),
                """
                {"result": {"application-id": "00000000000000000000000000000000", "application-state": "CANCELED",
                 "application-name": "anew", "start-time": 1, "end-time": 2}, "version": 1}
                """);
    }

    private static void suspend() {
        pipeline.apply(SPEC + "suspend: true\n");
        pipeline.awaitStatus("suspended", now -> now.state().equals("Suspended"));
    }

    /** Returns the id of the job that it ran. */
    private static String deleteDeployment() {
        String job = pipeline.status().jobId();
        GenericKubernetesResource before = pipeline.deployment();
        pipeline.platform().client().resource(before).delete();
        await("deletion of the FlinkDeployment").atMost(PipelineUnderTest.LIMIT).until(() -> {
            GenericKubernetesResource now = pipeline.deployment();
            return now == null
                    || !now.getMetadata().getUid().equals(before.getMetadata().getUid());
        });
        return job;
    }

    private static void awaitJobOtherThan(String id) {
        pipeline.awaitStatus(
                "it was made anew and runs",
                now -> now.state().equals("Running")
                        && !now.jobId().isEmpty()
                        && !now.jobId().equals(id));
    }

    private static Seen awaitKept() {
        return pipeline.awaitStatus(
                "its first checkpoint is known", now -> !now.stateFolder().isEmpty());
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
