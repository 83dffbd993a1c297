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
import org.junit.jupiter.api.Test;

/** Somebody deletes the FlinkDeployment under a living pipeline: it is made anew and goes on where it was. */
class DeletedDeploymentIT {
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: NAME-in, partitions: 2, replicas: 1}
            - {name: NAME-out, partitions: 2, replicas: 1}
            - {name: NAME-counts, partitions: 1, replicas: 1}
            sources:
            - name: numbers
              topic: NAME-in
              format: {type: Json}
              columns: [{name: id, type: BIGINT NOT NULL}]
            views:
            - {name: seen, query: "SELECT id, PROCTIME() AS seen_at FROM numbers"}
            sinks:
            - name: out
              kafka: {topic: NAME-out, format: {type: Json}}
              query: SELECT id FROM numbers
            - name: counts
              kafka: {topic: NAME-counts, format: {type: Json}}
              query: |
                SELECT COUNT(*) OVER (ORDER BY seen_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS id FROM seen
            """;
    private static final String JOB = "job: {checkpoints: {interval: 1s}}\n";

    @Test
    void eachRecordComesOutOnceAndACountGoesOn() throws InterruptedException {
        String spec = SPEC.replace("NAME", "anew") + JOB;
        try (var pipeline = new PipelineUnderTest("anew")) {
            pipeline.apply(spec);
            pipeline.awaitCondition("Ready", "True");
            try (var numbers = Numbers.into(pipeline, "anew-in")) {
                numbers.awaitMore(pipeline, "anew-out");
                awaitKept(pipeline);

                String first = deleteDeployment(pipeline);
                pipeline.awaitStatus("it was made anew and runs", now -> runs(now, first));
                numbers.awaitMore(pipeline, "anew-out");
                pipeline.awaitStatusThat("an Event tells it", now -> assertThat(pipeline.events("Recreating"))
                        .isNotEmpty()
                        .allSatisfy(event -> {
                            assertThat(now.stateFolder()).isNotEmpty();
                            assertThat(event.getNote())
                                    .contains("goes on from the newest checkpoint or savepoint in", now.stateFolder());
                        }));

                pipeline.apply(spec + "suspend: true\n");
                pipeline.awaitStatus("suspended", now -> now.state().equals("Suspended"));
                String second = deleteDeployment(pipeline);
                Seen suspended = pipeline.awaitStatus("the condition tells it", now -> now.message("JobRunning")
                        .contains("was deleted"));
                assertThat(suspended.condition("JobRunning").orElseThrow().getReason())
                        .isEqualTo("Suspended");
                pipeline.apply(spec);
                pipeline.awaitStatus("it was made anew and runs", now -> runs(now, second));

                numbers.awaitMore(pipeline, "anew-out");
                int sent = numbers.stop();
                Numbers.assertEachOnce(pipeline.awaitRecords("anew-out", sent), sent);
                assertThat(pipeline.awaitRecords("anew-counts", sent).stream().mapToLong(Numbers::id))
                        .containsExactlyInAnyOrderElementsOf(
                                LongStream.rangeClosed(1, sent).boxed().toList());
                assertThat(pipeline.records("anew-dead-letters")).isEmpty();
            }
        }
    }

    @Test
    void whereNothingIsLeftToGoOnFromItIsSaidWithTheRemedy() throws Exception {
        String spec = SPEC.replace("NAME", "nothing-left");
        try (var pipeline = new PipelineUnderTest("nothing-left")) {
            pipeline.apply(spec + JOB);
            pipeline.awaitCondition("Ready", "True");
            Path folder = Path.of(URI.create(awaitKept(pipeline).stateFolder()));
            pipeline.apply(spec + JOB + "suspend: true\n");
            pipeline.awaitStatus("suspended", now -> now.state().equals("Suspended"));
            deleteDeployment(pipeline);
            deleteFolder(folder);

            pipeline.apply(spec + JOB);

            pipeline.awaitStatusThat("it cannot go on", now -> {
                assertThat(now.state()).isEqualTo("Failed");
                assertThat(now.stateFolder()).isNotEmpty();
                assertThat(now.says("Stalled", "True")).isTrue();
                assertThat(now.message("Stalled"))
                        .contains("no checkpoint or savepoint is left in", now.stateFolder(), "Stateless");
            });

            pipeline.apply(spec + JOB.replace("{checkpoints", "{upgrade: Stateless, checkpoints"));
            String last = deleteDeployment(pipeline);
            pipeline.awaitStatus("it begins without any state", now -> runs(now, last));
            pipeline.awaitCondition("Ready", "True");
        }
    }

    /** Returns the id of the job that it ran. */
    private static String deleteDeployment(PipelineUnderTest pipeline) {
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

    private static boolean runs(Seen status, String otherThan) {
        return status.state().equals("Running")
                && !status.jobId().isEmpty()
                && !status.jobId().equals(otherThan);
    }

    private static Seen awaitKept(PipelineUnderTest pipeline) {
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
