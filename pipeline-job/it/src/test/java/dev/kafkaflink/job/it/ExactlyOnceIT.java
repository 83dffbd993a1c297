package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.job.connector.AbandonedTransactions;
import dev.kafkaflink.job.connector.TransactionTimeout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transactions and totals: no record is lost, doubled or counted twice, whatever is restarted. */
class ExactlyOnceIT {
    /**
     * Only those that a test asks for. Flink takes the first one as soon as all tasks run, however long the interval is:
     * only the shortest pause keeps it from that.
     */
    private static final Map<String, String> WITHOUT_CHECKPOINTS =
            Map.of("execution.checkpointing.interval", "1h", "execution.checkpointing.min-pause", "1h");

    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    @Test
    void doesNotStartWithATransactionTimeoutThatTheBrokerRefuses() throws Exception {
        TransactionTimeout.require(new KafkaCluster(pipeline.broker().address(), "g", "t", Map.of()));
        KafkaCluster longer = new KafkaCluster(pipeline.broker().address(), "g", "t", Map.of(), 900_001L);
        assertThatThrownBy(() -> TransactionTimeout.require(longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the transaction timeout is 900001 ms, but Kafka's brokers take at most 900000 ms: raise their"
                                + " transaction.max.timeout.ms, or set job.checkpoints.transactionTimeout to at most 900s");
    }

    @Test
    void readersDoNotWaitForASinkThatIsGone() throws Exception {
        String gone = "test." + pipeline.name() + "-sink-gone-0-7";
        String ours = "test." + pipeline.name() + "-sink-out-0-7";
        try (KafkaProducer<byte[], byte[]> abandoned =
                        pipeline.broker().transaction(gone, pipeline.name() + "-out", "abandoned");
                KafkaProducer<byte[], byte[]> pending =
                        pipeline.broker().transaction(ours, pipeline.name() + "-dead", "pending")) {
            pipeline.broker()
                    .send(new ProducerRecord<>(
                            pipeline.name() + "-out", 0, null, "after".getBytes(StandardCharsets.UTF_8)));
            assertThat(pipeline.output()).as("readers wait").isEmpty();

            AbandonedTransactions.abort(pipeline.raw("SELECT `value` FROM input"));

            pipeline.awaitOutput("after");
            assertThatThrownBy(abandoned::commitTransaction).isInstanceOf(KafkaException.class);
            // The state that the job goes on from may hold it.
            pending.commitTransaction();
            await().atMost(PipelineUnderTest.PATIENCE)
                    .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(1));
        }
    }

    @Test
    void losesAndDoublesNothingWhenATaskManagerIsReplaced() throws Exception {
        int count = 3000;
        pipeline.flink().run(pipeline.raw("SELECT `value` FROM input"), null);
        for (int i = 0; i < count; i++) {
            pipeline.send(Integer.toString(i));
            if (i == count / 2) {
                await().atMost(PipelineUnderTest.PATIENCE)
                        .until(() -> !pipeline.output().isEmpty());
                pipeline.flink().replaceTaskManager();
            }
        }

        pipeline.awaitOutput(
                IntStream.range(0, count).mapToObj(Integer::toString).toArray(String[]::new));
    }

    @Test
    void countsEachRecordOnceAcrossRestarts() throws Exception {
        JobDefinition definition =
                pipeline.json(Delivery.ExactlyOnce, "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM input");
        JobID first = pipeline.flink().run(definition, null, Map.of("execution.checkpointing.interval", "2s"));
        sendGoodAndBad(30);
        awaitTotals(30);
        Set<Object> marks = pipeline.gauges("totalsBegunIn");
        assertThat(marks).hasSize(1);
        sendGoodAndBad(20);
        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.count("source.input.recordsIn") == 3 * 50);
        pipeline.flink().replaceTaskManager();
        awaitTotals(50);
        String savepoint = pipeline.flink().stop(first, pipeline.folder());
        sendGoodAndBad(10);

        JobID narrow = pipeline.flink().run(definition, savepoint, Map.of("parallelism.default", "1"));

        awaitTotals(60);
        assertThat(pipeline.gauges("totalsBegunIn")).isEqualTo(marks);
        String again = pipeline.flink().stop(narrow, pipeline.folder());
        pipeline.flink().run(definition, again, Map.of("parallelism.default", "3"));
        awaitTotals(60);
        assertThat(pipeline.output()).hasSize(60);
        assertThat(pipeline.dead()).hasSize(120);
    }

    /** A committer that is a task of its own is told of transactions in bytes, and gives the producers back by another way. */
    @Test
    void countsEachRecordOnceIfTheCommitterIsATaskOfItsOwn() throws Exception {
        JobDefinition definition =
                pipeline.json(Delivery.ExactlyOnce, "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM input");
        pipeline.flink()
                .run(
                        definition,
                        null,
                        Map.of(
                                "pipeline.operator-chaining.enabled",
                                "false",
                                "execution.checkpointing.interval",
                                "1s"));
        sendGoodAndBad(30);
        awaitTotals(30);
        sendGoodAndBad(20);
        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.count("source.input.recordsIn") == 3 * 50);
        pipeline.flink().replaceTaskManager();
        sendGoodAndBad(10);
        awaitTotals(60);
        assertThat(pipeline.output()).hasSize(60);
        assertThat(pipeline.dead()).hasSize(120);
    }

    @Test
    void countsAtLeastOnceFromTheCheckpoint() throws Exception {
        JobDefinition definition =
                pipeline.json(Delivery.AtLeastOnce, "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM input");
        JobID first = pipeline.flink().run(definition, null);
        sendGoodAndBad(30);
        awaitTotals(30);
        String savepoint = pipeline.flink().stop(first, pipeline.folder());
        sendGoodAndBad(10);

        pipeline.flink().run(definition, savepoint);

        awaitTotals(40);
    }

    /** What a job leaves open that is killed after its last checkpoint, and goes on with fewer subtasks. */
    @Test
    void readersDoNotWaitForSubtasksThatAreNoMore() throws Exception {
        JobDefinition definition = pipeline.raw("SELECT `value` FROM input");
        JobID wide = pipeline.flink().run(definition, null, WITHOUT_CHECKPOINTS);
        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.flink().isRunning(wide));
        String savepoint = pipeline.flink().savepoint(wide, pipeline.folder());
        for (int partition = 0; partition < 2; partition++) {
            pipeline.broker()
                    .send(new ProducerRecord<>(
                            pipeline.name() + "-in",
                            partition,
                            null,
                            ("of " + partition).getBytes(StandardCharsets.UTF_8)));
        }
        String sink = "test." + pipeline.name() + "-sink-out-";
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() ->
                        assertThat(pipeline.broker().openTransactions(sink)).hasSize(2));
        List<String> ids = pipeline.broker().openTransactions(sink);
        // A job that is cancelled aborts them, one that is killed does not.
        pipeline.flink().cancel(wide);
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() ->
                        assertThat(pipeline.broker().openTransactions(sink)).isEmpty());
        for (String id : ids) {
            pipeline.broker()
                    .transaction(id, pipeline.name() + "-out", "never to be seen")
                    .close(Duration.ZERO);
        }
        assertThat(pipeline.broker().openTransactions(sink)).as("left open").hasSize(2);

        pipeline.flink().run(definition, savepoint, Map.of("parallelism.default", "1"));

        pipeline.awaitOutput("of 0", "of 1");
        assertThat(pipeline.broker().openTransactions(sink)).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void countsWhatATransactionLosesThatKafkaGivesUp() throws Exception {
        JobDefinition definition =
                Definitions.withTransactionTimeout(pipeline.raw("SELECT `value` FROM input"), 15_000);
        JobID job = pipeline.flink().run(definition, null, WITHOUT_CHECKPOINTS);
        pipeline.send("a", "b", "c");
        await().atMost(PipelineUnderTest.PATIENCE)
                .until(() -> pipeline.flink().isRunning(job) && pipeline.count("sink.out.recordsSent") == 3);
        String savepoint = pipeline.flink().savepointAndCancel(job, pipeline.folder());
        assertThat(pipeline.broker().openTransactions("test." + pipeline.name()))
                .isNotEmpty();
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.broker().openTransactions("test." + pipeline.name()))
                        .isEmpty());

        JobID next = pipeline.flink().run(definition, savepoint);

        pipeline.send("d");
        pipeline.awaitOutput("d");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.count("sink.out.recordsAcknowledged"))
                        .isEqualTo(1));
        assertThat(pipeline.count("sink.out.recordsSent")).isEqualTo(4);
        assertThat(pipeline.count("sink.out.recordsLost")).isEqualTo(3);
        String later = pipeline.flink().stop(next, pipeline.folder());
        pipeline.flink().run(definition, later);
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(
                        () -> assertThat(pipeline.count("sink.out.recordsLost")).isEqualTo(3));
    }

    /** As many of each: good ones, ones that cannot be read, and ones whose row cannot be written. */
    private void sendGoodAndBad(int each) throws Exception {
        for (int i = 0; i < each; i++) {
            pipeline.send("{\"id\":1,\"name\":\"good\"}", "{\"name\":\"no id\"}", "{\"id\":0,\"name\":\"infinite\"}");
        }
    }

    private void awaitTotals(int each) {
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> {
            assertThat(pipeline.count("source.input.recordsIn")).isEqualTo(3L * each);
            assertThat(pipeline.count("source.input.deadLettered")).isEqualTo(each);
            assertThat(pipeline.count("sink.out0.deadLettered")).isEqualTo(each);
            assertThat(pipeline.count("sink.out0.recordsSent")).isEqualTo(each);
            assertThat(pipeline.count("sink.out0.recordsAcknowledged")).isEqualTo(each);
            assertThat(pipeline.count("deadLetters.recordsAcknowledged")).isEqualTo(2L * each);
            assertThat(pipeline.count("sink.out0.recordsLost")).isZero();
            assertThat(pipeline.count("deadLetters.recordsLost")).isZero();
        });
    }
}
