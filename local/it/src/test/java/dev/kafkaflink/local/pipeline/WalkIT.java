package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Percentiles;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person does with a running pipeline: look at it, edit it, get it wrong, suspend it, delete it. */
class WalkIT {
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: walk-in, partitions: 2, replicas: 1, config: {message.timestamp.type: LogAppendTime}}
            - {name: walk-out, partitions: 2, replicas: 1}
            sources:
            - name: numbers
              topic: walk-in
              format: {type: Json}
              columns: [{name: id, type: BIGINT NOT NULL}]
            sinks:
            - name: out
              kafka: {topic: walk-out, format: {type: Json}}
              query: SELECT id, 'first' AS version FROM numbers
            job: {checkpoints: {interval: 1s}}
            """;

    private static PipelineUnderTest pipeline;
    private static Numbers numbers;

    @BeforeAll
    static void start() throws InterruptedException {
        pipeline = new PipelineUnderTest("walk");
        pipeline.apply(SPEC);
        pipeline.awaitCondition("Ready", "True");
        numbers = Numbers.into(pipeline, "walk-in");
        await().atMost(PipelineUnderTest.LIMIT)
                .until(() -> !pipeline.records("walk-out").isEmpty());
    }

    /** Over everything that the tests of this class did to the pipeline: each record came out once. */
    @AfterAll
    static void nothingIsLostOrDoubled() throws InterruptedException {
        try (PipelineUnderTest ended = pipeline) {
            int sent = numbers.stop();
            Numbers.assertEachOnce(ended.awaitRecords("walk-out", sent), sent);
            assertThat(ended.records("walk-dead-letters")).isEmpty();
        }
    }

    @Test
    void theStatusReportsWhatIsMeasured() {
        pipeline.awaitStatusThat("figures", status -> {
            assertThat(status.recordsInPerSecond()).isPositive();
            assertThat(status.recordsOutPerSecond()).isPositive();
            assertThat(status.bytesInPerSecond()).isPositive();
            assertThat(status.eventTimeLatency(Percentiles::p50)).isNotNegative();
            assertThat(status.eventTimeLatency(Percentiles::p99))
                    .isGreaterThanOrEqualTo(status.eventTimeLatency(Percentiles::p50));
            assertThat(status.processingLatency(Percentiles::p50)).isPositive();
            assertThat(status.latencySinceCreated(Percentiles::p50))
                    .as("the topic has LogAppendTime")
                    .isEqualTo(Seen.UNKNOWN);
            assertThat(status.read()).isPositive();
            assertThat(status.acknowledged()).isPositive().isLessThanOrEqualTo(status.sent());
            assertThat(status.deadLettered()).isZero();
            assertThat(status.lagRecords()).isNotNegative();
            assertThat(status.webUI()).isNotBlank();
            assertThat(status.topics())
                    .extracting(PipelineStatus.TopicStatus::name, PipelineStatus.TopicStatus::ready)
                    .contains(tuple("walk-in", true), tuple("walk-out", true));
        });
    }

    @Test
    void kubectlTellsAPersonHowThePipelineIs() throws Exception {
        await().atMost(PipelineUnderTest.LIMIT).untilAsserted(() -> {
            assertThat(kubectl("get", "kfpipe", "-n", "walk"))
                    .containsPattern("NAME +READY +STATE +IN/S +OUT/S +P99 +ACKED +DEAD +LAG +AGE")
                    .containsPattern("walk +True +Running ");
            assertThat(kubectl("describe", "kfpipe", "-n", "walk", "walk"))
                    .contains("SpecAccepted", "Records In Per Second");
        });
        assertThat(kubectl("explain", "kfpipe.spec.sources")).contains("The table's name in queries", "eventTime");
    }

    @Test
    void anEditedQueryAndASuspendedPipelineGoOnFromASavepoint() {
        Seen before = pipeline.awaitStatus(
                "the first revision runs",
                now -> !now.revision().isEmpty() && now.state().equals("Running"));

        pipeline.apply(SPEC.replace("'first'", "'second'"));

        Seen after = pipeline.awaitStatus(
                "the new revision runs",
                now -> !now.revision().isEmpty()
                        && !now.revision().equals(before.revision())
                        && !now.lastSavepoint().isEmpty()
                        && now.state().equals("Running"));
        pipeline.awaitCondition("Ready", "True");
        assertThat(after.lastSavepoint()).contains("/walk/");
        await().atMost(PipelineUnderTest.LIMIT)
                .untilAsserted(() -> assertThat(values()).anyMatch(value -> value.contains("second")));
        for (List<ConsumerRecord<byte[], byte[]>> partition : byPartition()) {
            var versions = partition.stream()
                    .map(PipelineUnderTest::text)
                    .map(value -> value.contains("second"))
                    .toList();
            assertThat(versions).as("first, then second").isSorted();
        }

        pipeline.apply(SPEC + "suspend: true\n");

        pipeline.awaitStatus("suspended", now -> now.state().equals("Suspended"));
        pipeline.awaitCondition("Stalled", "False");

        pipeline.apply(SPEC);
        pipeline.awaitStatus(
                "the first revision runs again",
                now -> now.revision().equals(before.revision()) && now.state().equals("Running"));
        pipeline.awaitCondition("Ready", "True");
    }

    @Test
    void aWrongQueryIsRefusedAndTheJobGoesOn() {
        Seen before = pipeline.awaitStatus("a job runs", now -> !now.jobId().isEmpty());
        long pid = pipeline.flinkPids().get(0);

        pipeline.apply(SPEC.replace("SELECT id,", "SELECT ident,"));

        var refused = pipeline.awaitCondition("SpecAccepted", "False");
        assertThat(refused.getReason()).isEqualTo("QueryInvalid");
        assertThat(refused.getMessage()).contains("sink 'out'", "line 1, column 8", "'ident'");
        pipeline.awaitCondition("Stalled", "True");
        long seen = pipeline.records("walk-out").size();
        await().atMost(PipelineUnderTest.LIMIT)
                .untilAsserted(
                        () -> assertThat(pipeline.records("walk-out").size()).isGreaterThan((int) seen));
        assertThat(pipeline.status().jobId()).isEqualTo(before.jobId());
        assertThat(pipeline.flinkPids().get(0)).isEqualTo(pid);

        pipeline.apply(SPEC);

        pipeline.awaitCondition("SpecAccepted", "True");
        pipeline.awaitCondition("Ready", "True");
        assertThat(pipeline.flinkPids().get(0)).isEqualTo(pid);
    }

    @Test
    void whatIsNotServedYetIsRefusedAndNotIgnored() {
        pipeline.apply(SPEC.replace("format: {type: Json}}", "format: {type: Protobuf}}"));

        var refused = pipeline.awaitCondition("SpecAccepted", "False");
        assertThat(refused.getReason()).isEqualTo("NotSupportedYet");
        assertThat(refused.getMessage()).contains("spec.sinks[0].kafka.format.type", "Protobuf", "Json", "Raw");

        pipeline.apply(SPEC);
        pipeline.awaitCondition("Ready", "True");
    }

    /** Of the topics with deletionPolicy Delete only the one goes that the pipeline has made. */
    @Test
    void deletionEndsTheJobAndDeletesNoDataOfOthers() throws Exception {
        try (var other = new PipelineUnderTest("leave");
                var admin = Admin.create(Map.<String, Object>of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        other.platform().broker().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("leave-old", 1, (short) 1)))
                    .all()
                    .get();
            other.feed("leave-old", "what was there before");
            other.apply(SPEC.replace("walk-", "leave-")
                    .replace("{name: leave-out,", "{name: leave-out, deletionPolicy: Delete,")
                    .replace(
                            "sources:",
                            "- {name: leave-old, partitions: 1, replicas: 1, deletionPolicy: Delete}\nsources:"));
            other.awaitCondition("Ready", "True");
            other.awaitStatusThat("what will become of the topics", status -> assertThat(status.topics())
                    .filteredOn(topic -> topic.stays() != null)
                    .extracting(PipelineStatus.TopicStatus::name, PipelineStatus.TopicStatus::stays)
                    .containsExactly(tuple(
                            "leave-old",
                            "Kafka had it before the pipeline; to delete it with its data, delete the KafkaTopic"
                                    + " 'kafka/leave-old'")));
            other.feed("leave-in", "{\"id\":1}");
            other.awaitRecords("leave-out", 1);
            List<Long> pids = other.flinkPids();
            other.feed("leave-in", "no JSON");
            await().atMost(PipelineUnderTest.LIMIT)
                    .untilAsserted(() -> assertThat(openTransactions(admin)).isNotEmpty());

            other.delete();

            assertThat(other.deployment()).isNull();
            assertThat(openTransactions(admin))
                    .as("what readers would wait for")
                    .isEmpty();
            await().atMost(PipelineUnderTest.LIMIT).untilAsserted(() -> assertThat(pids)
                    .noneMatch(pid ->
                            ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
            assertThat(admin.listTopics().names().get())
                    .contains("leave-in", "leave-old", "leave-dead-letters")
                    .doesNotContain("leave-out");
            assertThat(other.records("leave-in")).hasSize(2);
            assertThat(other.records("leave-old")).hasSize(1);
            assertThat(other.events("TopicStays"))
                    .extracting(Event::getNote)
                    .hasSize(2)
                    .allMatch(note -> note.startsWith("topic 'leave-old' stays"));
        }
    }

    private static List<String> openTransactions(Admin admin) throws Exception {
        return admin
                .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                .all()
                .get()
                .stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith("kafkaflink.") && id.contains("leave"))
                .toList();
    }

    private static List<String> values() {
        return pipeline.records("walk-out").stream()
                .map(PipelineUnderTest::text)
                .toList();
    }

    private static List<List<ConsumerRecord<byte[], byte[]>>> byPartition() {
        var records = pipeline.records("walk-out");
        return List.of(
                records.stream().filter(record -> record.partition() == 0).toList(),
                records.stream().filter(record -> record.partition() == 1).toList());
    }

    private static String kubectl(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(pipeline.platform().kubectl().toString());
        command.add("--kubeconfig=" + pipeline.platform().controlPlane().adminKubeconfig());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
