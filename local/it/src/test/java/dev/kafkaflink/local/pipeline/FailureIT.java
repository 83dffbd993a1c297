package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Processes of one pipeline die one after the other while records flow: the status says what goes on, and at the end each
 * record has come out, once, and is counted once.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class FailureIT {
    /** How soon a failure is told, and what a machine with much else to do may add to it. */
    private static final Duration TOLD = Duration.ofSeconds(15 + 10);

    /** Records that become dead letters, before and after a task manager is killed. */
    private static final int BAD = 200;

    private static final Duration CUT_OFF = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name = "failure";
    private PipelineUnderTest pipeline;
    private Numbers numbers;
    private Seen before;

    @BeforeAll
    void start() throws InterruptedException {
        pipeline = new PipelineUnderTest(name);
        pipeline.apply(spec(name, "first"));
        pipeline.awaitCondition("Ready", "True");
        numbers = Numbers.into(pipeline, name + "-in");
    }

    @BeforeEach
    void awaitThatAllIsWell() {
        numbers.awaitMore(pipeline, name + "-out");
        pipeline.awaitCondition("Ready", "True");
        before = pipeline.awaitStatus(
                "is measured", now -> now.restarts() >= 0 && now.read() > 0 && now.acknowledged() > 0);
    }

    @AfterAll
    void nothingIsLostOrDoubled() throws InterruptedException {
        try {
            int sent = numbers.stop();
            Numbers.assertEachOnce(pipeline.awaitRecords(name + "-out", sent), sent);
            assertThat(pipeline.awaitRecords(name + "-dead-letters", 2 * BAD))
                    .extracting(PipelineUnderTest::text)
                    .containsExactlyInAnyOrder(bad(0, 2 * BAD));
            pipeline.awaitStatusThat("counts each once", now -> {
                assertThat(now.read()).isEqualTo(sent + 2 * BAD);
                assertThat(now.sent()).isEqualTo(sent);
                assertThat(now.acknowledged()).isEqualTo(sent);
                assertThat(now.deadLettered()).isEqualTo(2 * BAD);
                assertThat(now.ratio()).isEqualTo(1);
            });
            // Deletes come in any order: here what the job reads and writes goes before the pipeline.
            pipeline.platform()
                    .client()
                    .resource(pipeline.kafkaTopic(name + "-in"))
                    .delete();
            pipeline.platform()
                    .client()
                    .resource(pipeline.kafkaTopic(name + "-out"))
                    .delete();
            pipeline.deleteNamespace();
        } finally {
            numbers.close();
            pipeline.close();
        }
    }

    @Test
    @Order(1)
    void taskManagerKilled() throws InterruptedException {
        pipeline.feed(name + "-in", bad(0, BAD));
        kill(pipeline.flinkPids().get(1));
        pipeline.feed(name + "-in", bad(BAD, 2 * BAD));

        Seen after = pipeline.awaitStatus(
                "a restart is counted",
                now -> now.restarts() > before.restarts() && now.read() > 0 && now.acknowledged() > 0);
        pipeline.awaitStatus(
                "the counts go on", now -> now.read() > after.read() && now.acknowledged() > after.acknowledged());
        numbers.awaitMore(pipeline, name + "-out");
        pipeline.awaitCondition("Ready", "True");
    }

    @Test
    @Order(3)
    void jobManagerKilled() throws InterruptedException {
        Instant killed = Instant.now();
        kill(pipeline.flinkPids().get(0));

        Seen told = pipeline.awaitStatus("is not said to run", now -> !now.says("JobRunning", "True"));
        assertThat(told.since("JobRunning")).isBefore(killed.plus(TOLD));
        await("the job can be looked at again").atMost(PipelineUnderTest.LIMIT).until(() -> answers(before.jobId()));
        Instant back = Instant.now();
        Seen after = pipeline.awaitStatus(
                "its job manager's restart is counted",
                now -> now.state().equals("Running") && now.jobManagerRestarts() > before.jobManagerRestarts());
        assertThat(Instant.now()).as("counted").isBefore(back.plus(TOLD));
        numbers.awaitMore(pipeline, name + "-out");
        assertThat(after.jobId()).isEqualTo(before.jobId());
    }

    /**
     * What was known of the job ages and is not told any more. Meanwhile others wait for operators that are away, which takes
     * its time too.
     */
    @Test
    @Order(4)
    void jobManagerCutOffAndOperatorsAway() throws InterruptedException {
        List<Long> processes = pipeline.flinkPids();
        var job = withoutProcesses("failure-job");
        var topics = withoutJob("failure-topics");
        var strimzi = pipeline.platform().strimzi("kafka", "events");
        var flink = pipeline.platform().flink();
        try (job;
                topics) {
            strimzi.stopTopicOperator();
            topics.requestDeletion();
            await("the topic is to go")
                    .atMost(PipelineUnderTest.LIMIT)
                    .until(() -> topics.kafkaTopic("failure-topics-out").isMarkedForDeletion());
            flink.stopOperator();
            job.requestDeletion();
            flink.blockRest(name, name);
            Instant cutOff = Instant.now();
            pipeline.awaitStatus(
                    "nothing is known", now -> now.reason("JobRunning").equals("JobUnknown"));
            numbers.awaitMore(pipeline, name + "-out");
            await("the job manager is cut off")
                    .atMost(PipelineUnderTest.LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        assertNothingIsKnown(pipeline.status());
                        return Instant.now().isAfter(cutOff.plus(CUT_OFF));
                    });

            flink.unblockRest(name, name);

            pipeline.awaitCondition("Ready", "True");
            pipeline.awaitStatusThat("figures", now -> {
                assertThat(now.jobId()).isEqualTo(before.jobId());
                assertThat(now.restarts()).isEqualTo(before.restarts());
                assertThat(now.jobManagerRestarts()).isEqualTo(before.jobManagerRestarts());
                assertThat(now.read()).isGreaterThan(before.read());
                assertThat(now.acknowledged()).isGreaterThan(before.acknowledged());
                assertThat(now.recordsInPerSecond()).isPositive();
            });
            assertThat(pipeline.flinkPids()).isEqualTo(processes);

            awaitStuck(
                    job,
                    "the FlinkDeployment 'failure-job/failure-job' is not gone",
                    "see that the Flink operator runs",
                    "remove the finalizers of the FlinkDeployment");
            awaitStuck(
                    topics,
                    "KafkaTopic 'kafka/failure-topics-out'",
                    "see that Strimzi's topic operator runs",
                    "remove the finalizers of the KafkaTopic");
            flink.startOperator();
            strimzi.startTopicOperator();
            job.awaitGone();
            topics.awaitGone();
            assertThat(topics.kafkaTopic("failure-topics-out")).isNull();
        } finally {
            flink.unblockRest(name, name);
            flink.startOperator();
            strimzi.startTopicOperator();
        }
    }

    /** With a FlinkDeployment whose image nobody has. */
    private static PipelineUnderTest withoutProcesses(String name) throws InterruptedException {
        var other = new PipelineUnderTest(name);
        other.apply(spec(name, "any").replace("job: {", "job: {image: 'registry.example/nobody/has-it:1', "));
        await("the Flink operator knows it")
                .atMost(PipelineUnderTest.LIMIT)
                .until(() -> other.deployment() != null
                        && !other.deployment().getMetadata().getFinalizers().isEmpty());
        return other;
    }

    /** Suspended from the beginning, with a topic that it has made and that goes with it. */
    private static PipelineUnderTest withoutJob(String name) throws InterruptedException {
        var other = new PipelineUnderTest(name);
        other.apply(spec(name, "any").replace("-out, p", "-out, deletionPolicy: Delete, p") + "suspend: true\n");
        await("its topic is known by its id")
                .atMost(PipelineUnderTest.LIMIT)
                .until(() -> other.kafkaTopic(name + "-out") != null
                        && other.kafkaTopic(name + "-out")
                                        .getMetadata()
                                        .getAnnotations()
                                        .getOrDefault("kafkaflink.dev/made", "new")
                                        .length()
                                > "before".length());
        return other;
    }

    private static void assertNothingIsKnown(Seen now) {
        assertThat(now.reason("JobRunning")).isEqualTo("JobUnknown");
        assertThat(now.says("JobRunning", "Unknown")).isTrue();
        assertThat(now.says("Ready", "True")).isFalse();
        assertThat(now.says("Stalled", "True")).isFalse();
        assertThat(now.message("JobRunning")).contains("the job manager has not answered since");
    }

    private static void awaitStuck(PipelineUnderTest pipeline, String... words) {
        pipeline.awaitStatusThat("is stuck", now -> {
            assertThat(now.says("Stalled", "True")).isTrue();
            assertThat(now.reason("Stalled")).isEqualTo("DeletionStuck");
            assertThat(now.message("Stalled")).contains(words);
        });
    }

    @Test
    @Order(5)
    void brokerStoppedAndStartedAgain() throws InterruptedException {
        pipeline.platform().broker().stop();
        Instant stopped = Instant.now();
        try {
            Seen told = pipeline.awaitStatus("says that it does not go on", now -> !now.says("JobRunning", "True"));
            assertThat(told.reason("JobRunning")).isEqualTo("KafkaDisconnected");
            assertThat(told.since("JobRunning")).isBefore(stopped.plus(TOLD));
        } finally {
            pipeline.platform().broker().restart();
        }

        numbers.awaitMore(pipeline, name + "-out");
        pipeline.awaitCondition("Ready", "True");
    }

    @Test
    @Order(2)
    void operatorKilledDuringAnUpgrade() throws InterruptedException {
        long generation = pipeline.deployment().getMetadata().getGeneration();
        pipeline.apply(spec(name, "second"));
        await().atMost(PipelineUnderTest.LIMIT)
                .until(() -> pipeline.deployment().getMetadata().getGeneration() > generation);

        pipeline.platform().operator().kill();
        pipeline.platform().operator().start();
        pipeline.platform().operator().awaitReady();

        pipeline.awaitStatus(
                "the upgrade is finished",
                now -> !now.revision().isEmpty()
                        && !now.revision().equals(before.revision())
                        && now.state().equals("Running"));
        pipeline.awaitCondition("Ready", "True");
        await().atMost(PipelineUnderTest.LIMIT).untilAsserted(() -> assertThat(pipeline.records(name + "-out"))
                .anyMatch(record -> PipelineUnderTest.text(record).contains("second")));
    }

    private boolean answers(String jobId) throws IOException, InterruptedException {
        URI job = URI.create(pipeline.platform().flinkUrl(name, name) + "jobs/" + jobId);
        return http.send(HttpRequest.newBuilder(job).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == HttpURLConnection.HTTP_OK;
    }

    private static String[] bad(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "no JSON " + i).toArray(String[]::new);
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static String spec(String name, String version) {
        return """
                kafka: {clusterRef: {name: events, namespace: kafka}}
                topics:
                - {name: NAME-in, partitions: 2, replicas: 1}
                - {name: NAME-out, partitions: 2, replicas: 1}
                sources:
                - name: numbers
                  topic: NAME-in
                  format: {type: Json}
                  columns: [{name: id, type: BIGINT NOT NULL}]
                sinks:
                - name: out
                  kafka: {topic: NAME-out, format: {type: Json}}
                  query: SELECT id, 'VERSION' AS version FROM numbers
                job: {checkpoints: {interval: 1s}}
                """
                .replace("NAME", name)
                .replace("VERSION", version);
    }
}
