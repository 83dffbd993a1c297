package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.Column;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.Format;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.job.connector.AbandonedTransactions;
import dev.kafkaflink.job.connector.TransactionTimeout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines on a real broker, in a Flink cluster within this process. */
class PipelineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /**
     * Only those that a test asks for. Flink takes the first one as soon as all tasks run, however long the interval is:
     * only the shortest pause keeps it from that.
     */
    private static final Map<String, String> WITHOUT_CHECKPOINTS =
            Map.of("execution.checkpointing.interval", "1h", "execution.checkpointing.min-pause", "1h");

    @TempDir
    static Path folder;

    private static Broker broker;
    private static Cluster flink;
    private String name;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(folder.resolve("kafka"));
        flink = new Cluster();
    }

    @AfterAll
    static void stop() throws Exception {
        flink.close();
        broker.close();
    }

    @AfterEach
    void cancelJobs() throws Exception {
        flink.cancelAll();
    }

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName();
        broker.createTopic(
                name + "-in",
                2,
                // Kafka deletes records of the past half a minute after the broker's start, read or not.
                Map.of("max.message.bytes", "10000000", "retention.ms", "-1"));
        broker.createTopic(name + "-out", 2, Map.of());
        broker.createTopic(name + "-dead", 1, Map.of("max.message.bytes", "10000000"));
    }

    @Test
    void greets() throws Exception {
        send("a", "b");
        flink.run(raw("SELECT 'processed-' || `value` AS `value` FROM input"), null);

        awaitOutput("processed-a", "processed-b");
    }

    @Test
    void doesNotStartWithATransactionTimeoutThatTheBrokerRefuses() throws Exception {
        TransactionTimeout.require(new KafkaCluster(broker.address(), "g", "t", Map.of()));
        KafkaCluster longer = new KafkaCluster(broker.address(), "g", "t", Map.of(), 900_001L);
        assertThatThrownBy(() -> TransactionTimeout.require(longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the transaction timeout is 900001 ms, but Kafka's brokers take at most 900000 ms: raise their"
                                + " transaction.max.timeout.ms, or set job.checkpoints.transactionTimeout to at most 900s");
    }

    @Test
    void readersDoNotWaitForASinkThatIsGone() throws Exception {
        String gone = "test." + name + "-sink-gone-0-7";
        String ours = "test." + name + "-sink-out-0-7";
        try (KafkaProducer<byte[], byte[]> abandoned = broker.transaction(gone, name + "-out", "abandoned");
                KafkaProducer<byte[], byte[]> pending = broker.transaction(ours, name + "-dead", "pending")) {
            broker.send(new ProducerRecord<>(name + "-out", 0, null, "after".getBytes(StandardCharsets.UTF_8)));
            assertThat(output()).as("readers wait").isEmpty();

            AbandonedTransactions.abort(raw("SELECT `value` FROM input"));

            awaitOutput("after");
            assertThatThrownBy(abandoned::commitTransaction).isInstanceOf(KafkaException.class);
            // The state that the job goes on from may hold it.
            pending.commitTransaction();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(dead()).hasSize(1));
        }
    }

    @Test
    void carriesOnAfterASavepointWithAnotherQuery() throws Exception {
        send("a");
        JobID one = flink.run(raw("SELECT 'one-' || `value` AS `value` FROM input"), null);
        awaitOutput("one-a");
        String savepoint = flink.stop(one, folder);
        send("b");

        flink.run(raw("SELECT 'two-' || `value` AS `value` FROM input WHERE `value` <> 'c'"), savepoint);

        awaitOutput("one-a", "two-b");
    }

    /** Flink cannot read state that never forgot as state that does: the step is another one, and the source goes on. */
    @Test
    void carriesOnWithStateThatFromNowOnForgets() throws Exception {
        JobDefinition never = raw("SELECT `value` FROM (SELECT `value`,"
                + " ROW_NUMBER() OVER (PARTITION BY `value` ORDER BY PROCTIME()) AS n FROM input) WHERE n = 1");
        send("a", "a");
        JobID job = flink.run(never, null);
        awaitOutput("a");
        String savepoint = flink.stop(job, folder);
        send("b", "b");

        flink.run(Definitions.withTableOptions(never, Map.of("table.exec.state.ttl", "1 d")), savepoint);

        awaitOutput("a", "b");
    }

    @Test
    void losesAndDoublesNothingWhenATaskManagerIsReplaced() throws Exception {
        int count = 3000;
        flink.run(raw("SELECT `value` FROM input"), null);
        for (int i = 0; i < count; i++) {
            send(Integer.toString(i));
            if (i == count / 2) {
                await().atMost(PATIENCE).until(() -> !output().isEmpty());
                flink.replaceTaskManager();
            }
        }

        awaitOutput(IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
    }

    @Test
    void countsEachRecordOnceAcrossRestarts() throws Exception {
        JobDefinition definition =
                json(Delivery.ExactlyOnce, "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM input");
        JobID first = flink.run(definition, null, Map.of("execution.checkpointing.interval", "2s"));
        sendGoodAndBad(30);
        awaitTotals(30);
        Set<Object> marks = flink.gauges(name, "totalsBegunIn");
        assertThat(marks).hasSize(1);
        sendGoodAndBad(20);
        await().atMost(PATIENCE).until(() -> flink.count(name, "source.input.recordsIn") == 3 * 50);
        flink.replaceTaskManager();
        awaitTotals(50);
        String savepoint = flink.stop(first, folder);
        sendGoodAndBad(10);

        JobID narrow = flink.run(definition, savepoint, Map.of("parallelism.default", "1"));

        awaitTotals(60);
        assertThat(flink.gauges(name, "totalsBegunIn")).isEqualTo(marks);
        String again = flink.stop(narrow, folder);
        flink.run(definition, again, Map.of("parallelism.default", "3"));
        awaitTotals(60);
        assertThat(output()).hasSize(60);
        assertThat(dead()).hasSize(120);
    }

    /** A committer that is a task of its own is told of transactions in bytes, and gives the producers back by another way. */
    @Test
    void countsEachRecordOnceIfTheCommitterIsATaskOfItsOwn() throws Exception {
        JobDefinition definition =
                json(Delivery.ExactlyOnce, "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM input");
        flink.run(
                definition,
                null,
                Map.of("pipeline.operator-chaining.enabled", "false", "execution.checkpointing.interval", "1s"));
        sendGoodAndBad(30);
        awaitTotals(30);
        sendGoodAndBad(20);
        await().atMost(PATIENCE).until(() -> flink.count(name, "source.input.recordsIn") == 3 * 50);
        flink.replaceTaskManager();
        sendGoodAndBad(10);
        awaitTotals(60);
        assertThat(output()).hasSize(60);
        assertThat(dead()).hasSize(120);
    }

    @Test
    void countsAtLeastOnceFromTheCheckpoint() throws Exception {
        JobDefinition definition =
                json(Delivery.AtLeastOnce, "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM input");
        JobID first = flink.run(definition, null);
        sendGoodAndBad(30);
        awaitTotals(30);
        String savepoint = flink.stop(first, folder);
        sendGoodAndBad(10);

        flink.run(definition, savepoint);

        awaitTotals(40);
    }

    /** What a job leaves open that is killed after its last checkpoint, and goes on with fewer subtasks. */
    @Test
    void readersDoNotWaitForSubtasksThatAreNoMore() throws Exception {
        JobDefinition definition = raw("SELECT `value` FROM input");
        JobID wide = flink.run(definition, null, WITHOUT_CHECKPOINTS);
        await().atMost(PATIENCE).until(() -> flink.isRunning(wide));
        String savepoint = flink.savepoint(wide, folder);
        for (int partition = 0; partition < 2; partition++) {
            broker.send(new ProducerRecord<>(
                    name + "-in", partition, null, ("of " + partition).getBytes(StandardCharsets.UTF_8)));
        }
        String sink = "test." + name + "-sink-out-";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(broker.openTransactions(sink)).hasSize(2));
        List<String> ids = broker.openTransactions(sink);
        // A job that is cancelled aborts them, one that is killed does not.
        flink.cancel(wide);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(broker.openTransactions(sink)).isEmpty());
        for (String id : ids) {
            broker.transaction(id, name + "-out", "never to be seen").close(Duration.ZERO);
        }
        assertThat(broker.openTransactions(sink)).as("left open").hasSize(2);

        flink.run(definition, savepoint, Map.of("parallelism.default", "1"));

        awaitOutput("of 0", "of 1");
        assertThat(broker.openTransactions(sink)).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void countsWhatATransactionLosesThatKafkaGivesUp() throws Exception {
        JobDefinition definition = Definitions.withTransactionTimeout(raw("SELECT `value` FROM input"), 15_000);
        JobID job = flink.run(definition, null, WITHOUT_CHECKPOINTS);
        send("a", "b", "c");
        await().atMost(PATIENCE).until(() -> flink.isRunning(job) && flink.count(name, "sink.out.recordsSent") == 3);
        String savepoint = flink.savepointAndCancel(job, folder);
        assertThat(broker.openTransactions("test." + name)).isNotEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(broker.openTransactions("test." + name))
                .isEmpty());

        JobID next = flink.run(definition, savepoint);

        send("d");
        awaitOutput("d");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(flink.count(name, "sink.out.recordsAcknowledged"))
                .isEqualTo(1));
        assertThat(flink.count(name, "sink.out.recordsSent")).isEqualTo(4);
        assertThat(flink.count(name, "sink.out.recordsLost")).isEqualTo(3);
        String later = flink.stop(next, folder);
        flink.run(definition, later);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(flink.count(name, "sink.out.recordsLost"))
                .isEqualTo(3));
    }

    @Test
    void keepsWhatItCannotReadByteForByte() throws Exception {
        List<byte[]> bad = new ArrayList<>();
        for (String text : List.of(
                "{\"id\":1",
                "{\"id\":\"x\",\"name\":\"wrong type\"}",
                "{\"name\":\"no id\"}",
                "[1]",
                "{\"id\":2,\"name\":\"" + "x".repeat(5_000_000))) {
            bad.add(text.getBytes(StandardCharsets.UTF_8));
        }
        bad.add(null);
        bad.add(new byte[] {'{', (byte) 0xFF, '}'});
        for (byte[] value : bad) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(name + "-in", 1, 1_000_000_000_000L, new byte[] {1, (byte) 0xFE}, value);
            record.headers().add("trace", new byte[] {0, 1}).add("kafkaflink.stage", new byte[] {2});
            broker.send(record);
        }
        broker.send(
                new ProducerRecord<>(name + "-in", "{\"id\":7,\"name\":\"good\"}".getBytes(StandardCharsets.UTF_8)));

        flink.run(
                json(Delivery.ExactlyOnce, "SELECT id, name FROM input WHERE id > 0", "SELECT name FROM input"), null);

        awaitOutput("{\"id\":7,\"name\":\"good\"}", "{\"name\":\"good\"}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(dead()).hasSize(bad.size()));
        for (int i = 0; i < bad.size(); i++) {
            ConsumerRecord<byte[], byte[]> letter = dead().get(i);
            assertThat(letter.value()).isEqualTo(bad.get(i));
            assertThat(letter.key()).isEqualTo(new byte[] {1, (byte) 0xFE});
            assertThat(letter.headers().headers("trace").iterator().next().value())
                    .isEqualTo(new byte[] {0, 1});
            assertThat(headers(letter))
                    .containsEntry(DeadLetters.Headers.TOPIC, name + "-in")
                    .containsEntry(DeadLetters.Headers.PARTITION, "1")
                    .containsEntry(DeadLetters.Headers.OFFSET, Integer.toString(i))
                    .containsEntry(DeadLetters.Headers.TIMESTAMP, "1000000000000")
                    .containsEntry(DeadLetters.Headers.STAGE, "source.input")
                    .containsKey(DeadLetters.Headers.ERROR);
        }
        assertThat(flink.count(name, "source.input.recordsIn")).isEqualTo(bad.size() + 1);
        assertThat(flink.count(name, "source.input.deadLettered")).isEqualTo(bad.size());
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(flink.count(name, "deadLetters.recordsAcknowledged")).isEqualTo(bad.size());
            assertThat(flink.count(name, "sink.out0.recordsAcknowledged")).isEqualTo(1);
        });
        assertThat(flink.count(name, "sink.out0.createTimeLatency.")).isEqualTo(1);
        assertThat(flink.count(name, "sink.out0.processingLatency."))
                .as("the topic has CreateTime")
                .isZero();
        assertThat(flink.count(name, "sink.out0.eventTimeLatency.")).isEqualTo(1);
    }

    @Test
    void keepsWhatItCannotWrite() throws Exception {
        String share = "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM ";
        send(
                "{\"id\": 0,\"name\":\"a\"}",
                "{\"id\":2,\"name\":\"b\"}",
                "{\"id\":4,\"name\":\"" + "x".repeat(1_048_576) + "\"}");

        flink.run(
                json(
                        Delivery.AtLeastOnce,
                        share + "input",
                        share + "(SELECT * FROM input WHERE id = 0 UNION ALL SELECT * FROM input WHERE id = 7)"),
                null);

        awaitOutput("{\"name\":\"b\",\"share\":0.5}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(dead()).hasSize(3));
        assertThat(dead())
                .as("rows of one record: that record")
                .filteredOn(
                        letter -> headers(letter).get(DeadLetters.Headers.STAGE).equals("sink.out0"))
                .allSatisfy(letter -> assertThat(headers(letter))
                        .containsEntry(DeadLetters.Headers.TOPIC, name + "-in")
                        .containsKeys(DeadLetters.Headers.PARTITION, DeadLetters.Headers.OFFSET))
                .satisfiesExactlyInAnyOrder(
                        letter -> {
                            assertThat(letter.value()).asString().isEqualTo("{\"id\": 0,\"name\":\"a\"}");
                            assertThat(headers(letter))
                                    .containsEntry(
                                            DeadLetters.Headers.ERROR, "column 'share': Infinity has no form in JSON");
                        },
                        letter -> {
                            assertThat(letter.value()).asString().startsWith("{\"id\":4,\"name\":\"xxx");
                            assertThat(headers(letter).get(DeadLetters.Headers.ERROR))
                                    .contains("raise its max.message.bytes");
                        });
        assertThat(dead())
                .as("a row of a union: the row")
                .filteredOn(
                        letter -> headers(letter).get(DeadLetters.Headers.STAGE).equals("sink.out1"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.value()).asString().isEqualTo("{\"name\":\"a\",\"share\":\"Infinity\"}");
                    assertThat(headers(letter))
                            .containsEntry(DeadLetters.Headers.TOPIC, name + "-out")
                            .doesNotContainKey(DeadLetters.Headers.OFFSET);
                });
        assertThat(flink.count(name, "sink.out0.deadLettered")).isEqualTo(2);
    }

    @Test
    void countsByWindowsOfEventTime() throws Exception {
        EventTime eventTime = new EventTime("at", 1000, 2000L, null);
        Source source = Definitions.source(
                "input",
                name + "-in",
                Format.Type.Json,
                eventTime,
                new Column("at", "TIMESTAMP_LTZ(3)"),
                new Column("id", "STRING"),
                new Column("unused", "INT NOT NULL"));
        Sink windows = Definitions.sink(
                "windows",
                name + "-out",
                Format.Type.Json,
                "SELECT window_start, id, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE input, DESCRIPTOR(`at`), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start, window_end, id");
        Sink rows = new Sink(
                "rows",
                "SELECT `at`, id FROM input WHERE id = 'b'",
                null,
                new KafkaTarget(name + "-out", List.of("id"), new Format(Format.Type.Json)));
        // The last record only moves the watermark, on both partitions: one idles.
        for (String time : List.of("10:00:00", "10:59:59.999", "11:00:00", "10:59:59", "12:00:01")) {
            String id = time.startsWith("11") ? "b" : "a";
            broker.send(new ProducerRecord<>(
                    name + "-in",
                    0,
                    null,
                    ("{\"at\":\"2013-01-01T" + time + "Z\",\"id\":\"" + id + "\",\"unused\":1}")
                            .getBytes(StandardCharsets.UTF_8)));
        }

        send("{\"id\":\"a\",\"unused\":1}", "{\"at\":\"9999-12-31T23:59:59Z\",\"id\":\"a\",\"unused\":1}");

        flink.run(
                Definitions.of(name, broker.address(), Delivery.ExactlyOnce, List.of(source), List.of(windows, rows)),
                null);

        awaitOutput(
                "{\"window_start\":\"2013-01-01T10:00:00\",\"id\":\"a\",\"n\":3}",
                "{\"window_start\":\"2013-01-01T11:00:00\",\"id\":\"b\",\"n\":1}",
                "{\"at\":\"2013-01-01T11:00:00Z\",\"id\":\"b\"}");
        assertThat(broker.read(name + "-out").stream().filter(r -> r.key() != null))
                .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
                .containsExactly("{\"id\":\"b\"}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(dead()).hasSize(2));
        assertThat(dead())
                .extracting(letter -> headers(letter).get(DeadLetters.Headers.ERROR))
                .containsExactlyInAnyOrder(
                        "column 'at': is missing or null, but must have a value",
                        "column 'at': the event time 9999-12-31T23:59:59Z is more than 24h ahead of the clock, the limit by"
                                + " eventTime.maxAhead");
        assertThat(flink.count(name, "source.input.recordsIn")).isEqualTo(7);
        assertThat(flink.count(name, "sink.rows.eventTimeLatency.")).isEqualTo(1);
        assertThat(flink.count(name, "sink.windows.processingLatency.")).isZero();
    }

    @Test
    void closesTheLastWindowsAfterARestartWithNothingLeftToRead() throws Exception {
        for (int partition = 0; partition < 2; partition++) {
            String time = partition == 0 ? "10:30:00" : "12:00:00";
            broker.send(new ProducerRecord<>(
                    name + "-in",
                    partition,
                    null,
                    "{\"at\":\"2013-01-01T%sZ\"}".formatted(time).getBytes(StandardCharsets.UTF_8)));
        }
        JobID patient = flink.run(windows(3_600_000), null);
        await().atMost(PATIENCE)
                .until(() -> flink.isRunning(patient) && flink.count(name, "source.input.recordsIn") == 2);
        String savepoint = flink.stop(patient, folder);

        flink.run(windows(1_000), savepoint);

        awaitOutput("{\"window_start\":\"2013-01-01T10:00:00\",\"n\":1}");
    }

    private JobDefinition windows(long idleness) {
        Source source = Definitions.source(
                "input",
                name + "-in",
                Format.Type.Json,
                new EventTime("at", 0, idleness, null),
                new Column("at", "TIMESTAMP_LTZ(3) NOT NULL"));
        Sink windows = Definitions.sink(
                "windows",
                name + "-out",
                Format.Type.Json,
                "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE input, DESCRIPTOR(`at`), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start, window_end");
        return Definitions.of(name, broker.address(), Delivery.ExactlyOnce, List.of(source), List.of(windows));
    }

    @Test
    void dropsIfThePolicySaysSo() throws Exception {
        broker.send(new ProducerRecord<>(name + "-in", new byte[] {(byte) 0xFF}));
        send("good");

        flink.run(Definitions.withPolicy(raw("SELECT `value` FROM input"), DeadLetters.Policy.Drop), null);

        awaitOutput("good");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(flink.count(name, "source.input.deadLettered"))
                .isEqualTo(1));
    }

    @Test
    void failsIfThePolicySaysSo() throws Exception {
        broker.send(new ProducerRecord<>(name + "-in", 1, null, new byte[] {(byte) 0xFF}));

        JobID job = flink.run(Definitions.withPolicy(raw("SELECT `value` FROM input"), DeadLetters.Policy.Fail), null);

        awaitFailure(
                job,
                "source.input: topic '" + name + "-in', partition 1, offset 0: invalid UTF-8 at byte 0;"
                        + " the pipeline's dead-letter policy is Fail");
    }

    @Test
    void failsWithARemedyIfADeadLetterIsTooLarge() throws Exception {
        broker.createTopic(name + "-small", 1, Map.of("max.message.bytes", "2000"));
        byte[] value = new byte[3000];
        Arrays.fill(value, (byte) 0xFF);
        broker.send(new ProducerRecord<>(name + "-in", 0, null, value));

        JobID job = flink.run(
                Definitions.withDeadLetters(
                        raw("SELECT `value` FROM input"), new DeadLetters(DeadLetters.Policy.Route, name + "-small")),
                null);

        awaitFailure(
                job,
                "as a dead letter it is larger than the 2000 bytes that topic '" + name
                        + "-small' takes: raise its max.message.bytes");
    }

    private void awaitFailure(JobID job, String message) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(flink.failure(job)).contains(message));
    }

    private JobDefinition raw(String query) {
        return Definitions.raw(name, broker.address(), query);
    }

    private JobDefinition json(Delivery delivery, String... queries) {
        Source source = Definitions.source(
                "input",
                name + "-in",
                Format.Type.Json,
                null,
                new Column("id", "INT NOT NULL"),
                new Column("name", "STRING"));
        List<Sink> sinks = IntStream.range(0, queries.length)
                .mapToObj(i -> Definitions.sink("out" + i, name + "-out", Format.Type.Json, queries[i]))
                .toList();
        return Definitions.of(name, broker.address(), delivery, List.of(source), sinks);
    }

    /** As many of each: good ones, ones that cannot be read, and ones whose row cannot be written. */
    private void sendGoodAndBad(int each) throws Exception {
        for (int i = 0; i < each; i++) {
            send("{\"id\":1,\"name\":\"good\"}", "{\"name\":\"no id\"}", "{\"id\":0,\"name\":\"infinite\"}");
        }
    }

    private void awaitTotals(int each) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(flink.count(name, "source.input.recordsIn")).isEqualTo(3L * each);
            assertThat(flink.count(name, "source.input.deadLettered")).isEqualTo(each);
            assertThat(flink.count(name, "sink.out0.deadLettered")).isEqualTo(each);
            assertThat(flink.count(name, "sink.out0.recordsSent")).isEqualTo(each);
            assertThat(flink.count(name, "sink.out0.recordsAcknowledged")).isEqualTo(each);
            assertThat(flink.count(name, "deadLetters.recordsAcknowledged")).isEqualTo(2L * each);
            assertThat(flink.count(name, "sink.out0.recordsLost")).isZero();
            assertThat(flink.count(name, "deadLetters.recordsLost")).isZero();
        });
    }

    private void send(String... values) throws Exception {
        for (String value : values) {
            broker.send(new ProducerRecord<>(name + "-in", value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private List<String> output() {
        return broker.read(name + "-out").stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> dead() {
        return broker.read(name + "-dead");
    }

    /** The last value of each header, as text. */
    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private void awaitOutput(String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output()).containsExactlyInAnyOrder(expected));
    }
}
