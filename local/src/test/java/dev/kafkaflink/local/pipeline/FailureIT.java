package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Processes of one pipeline die one after the other while records flow: the status says what goes on, and at the end each
 * record has come out, once, and is counted once.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FailureIT {
    private final String name = "failure";
    private PipelineUnderTest pipeline;
    private Numbers numbers;
    private Seen before;

    @BeforeAll
    void start() throws InterruptedException {
        pipeline = new PipelineUnderTest(name);
        pipeline.apply(spec("first"));
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
            assertThat(pipeline.records(name + "-dead-letters")).isEmpty();
            pipeline.awaitStatusThat("counts each once", now -> {
                assertThat(now.read()).isEqualTo(sent);
                assertThat(now.sent()).isEqualTo(sent);
                assertThat(now.acknowledged()).isEqualTo(sent);
                assertThat(now.deadLettered()).isZero();
                assertThat(now.ratio()).isEqualTo(1);
            });
        } finally {
            numbers.close();
            pipeline.close();
        }
    }

    @Test
    void taskManagerKilled() throws InterruptedException {
        kill(pipeline.flinkPids().get(1));

        Seen after = pipeline.awaitStatus(
                "a restart is counted",
                now -> now.restarts() > before.restarts() && now.read() > 0 && now.acknowledged() > 0);
        pipeline.awaitStatus(
                "the counts go on", now -> now.read() > after.read() && now.acknowledged() > after.acknowledged());
        numbers.awaitMore(pipeline, name + "-out");
        pipeline.awaitCondition("Ready", "True");
    }

    @Test
    void jobManagerKilled() throws InterruptedException {
        kill(pipeline.flinkPids().get(0));

        pipeline.awaitStatus("is not said to run", now -> !now.says("JobRunning", "True"));
        Seen after = pipeline.awaitStatus(
                "its job manager's restart is counted",
                now -> now.state().equals("Running") && now.jobManagerRestarts() > before.jobManagerRestarts());
        numbers.awaitMore(pipeline, name + "-out");
        assertThat(after.jobId()).isEqualTo(before.jobId());
    }

    @Test
    void brokerStoppedAndStartedAgain() throws InterruptedException {
        pipeline.platform().broker().stop();
        try {
            pipeline.awaitStatusThat(
                    "says that it does not go on",
                    now -> assertThat(now.condition("JobRunning")).get().satisfies(condition -> {
                        assertThat(condition.getStatus()).isNotEqualTo("True");
                        assertThat(condition.getReason()).isIn("KafkaDisconnected", "Restarting");
                    }));
        } finally {
            pipeline.platform().broker().restart();
        }

        numbers.awaitMore(pipeline, name + "-out");
        pipeline.awaitCondition("Ready", "True");
    }

    @Test
    void operatorKilledDuringAnUpgrade() throws InterruptedException {
        long generation = pipeline.deployment().getMetadata().getGeneration();
        pipeline.apply(spec("second"));
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

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private String spec(String version) {
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
