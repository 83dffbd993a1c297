package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.jobdef.StartFrom.Position;
import dev.kafkaflink.crds.jobdef.Until;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several topics as one source, topics that come and go, and sources that end. */
class TopicsIT {
    private static final String QUERY = "SELECT UPPER(`value`) AS `value` FROM input";
    private static final String WINDOWS =
            "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE input, DESCRIPTOR(`at`), INTERVAL '1' HOUR))"
                    + " GROUP BY window_start, window_end";
    private static final StartFrom BEGINNING = new StartFrom(Position.Earliest, null);
    private static final StartFrom NOW = new StartFrom(Position.Latest, null);

    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    private String first;
    private String second;

    @BeforeEach
    void topics() throws Exception {
        first = pipeline.name() + "-in";
        second = pipeline.name() + "-in-2";
        pipeline.broker().createTopic(second, 1, Map.of("retention.ms", "-1"));
    }

    @Test
    void aTopicThatIsAddedIsReadAndTheOthersGoOn() throws Exception {
        send(first, "a");
        send(second, "b");
        String savepoint = stopAfter(raw(BEGINNING, null, List.of(first), null), null, "A");
        send(first, "c");

        savepoint = stopAfter(raw(BEGINNING, null, List.of(first, second), null), savepoint, "A", "B", "C");
        send(first, "d");
        send(second, "e");

        stopAfter(raw(BEGINNING, null, List.of(second), null), savepoint, "A", "B", "C", "E");
    }

    @Test
    void aTopicThatIsAddedBeginsWhereTheStartModeSays() throws Exception {
        send(first, "before");
        JobID job = pipeline.flink().run(raw(NOW, null, List.of(first), null), null);
        awaitCheckpoint(job);
        send(first, "a");
        pipeline.awaitOutput("A");
        String savepoint = pipeline.flink().stop(job, pipeline.folder());
        send(second, "old");
        send(first, "b");

        job = pipeline.flink().run(raw(NOW, null, List.of(first, second), null), savepoint);
        pipeline.awaitOutput("A", "B");
        awaitCheckpoint(job);
        send(second, "c");

        pipeline.awaitOutput("A", "B", "C");
    }

    @Test
    void topicsThatMatchAPatternAreReadFromTheirBeginningWheneverTheyCome() throws Exception {
        String pattern = pipeline.name() + "-in.*";
        send(first, "a");
        send(second, "b");
        String savepoint = stopAfter(raw(BEGINNING, null, List.of(), pattern), null, "A", "B");
        String later = pipeline.name() + "-in-later";
        pipeline.broker().createTopic(later, 1, Map.of());
        send(later, "c");
        send(first, "d");

        stopAfter(raw(BEGINNING, null, List.of(), pattern), savepoint, "A", "B", "C", "D");
    }

    /** Its partitions are in the state, and none of them gets a record any more. */
    @Test
    void aTopicThatIsTakenAwayHoldsNoWindowBack() throws Exception {
        sendAt(first, 0, "10:10:00");
        sendAt(first, 1, "10:20:00");
        sendAt(second, 0, "10:30:00");
        // Else a subtask without a partition would hold them back.
        Map<String, String> oneSubtask = Map.of("parallelism.default", "1");
        JobID job = pipeline.flink().run(windows(null, List.of(first, second)), null, oneSubtask);
        await().atMost(PipelineUnderTest.PATIENCE)
                .until(() -> pipeline.flink().isRunning(job) && pipeline.count("source.input.recordsIn") == 3);
        String savepoint = pipeline.flink().stop(job, pipeline.folder());
        sendAt(second, 0, "11:00:00");

        pipeline.flink().run(windows(null, List.of(second)), savepoint, oneSubtask);

        pipeline.awaitOutput("{\"window_start\":\"2013-01-01T10:00:00\",\"n\":3}");
    }

    @Test
    void aJobOfWhichEverySourceEndsEndsWithAllItsResults() throws Exception {
        sendAt(first, 0, "10:10:00");
        sendAt(first, 1, "11:20:00");

        JobID job = pipeline.flink().run(windows(new Until(null), List.of(first, second)), null);

        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.flink().status(job) == JobStatus.FINISHED);
        pipeline.awaitOutput(
                "{\"window_start\":\"2013-01-01T10:00:00\",\"n\":1}",
                "{\"window_start\":\"2013-01-01T11:00:00\",\"n\":1}");
    }

    /** A partition with an open transaction cannot be read to its end, while the subtask of the other one has ended. */
    @Test
    void resultsAppearWhileOnlyAPartOfASourceHasEnded() throws Exception {
        broker().send(new ProducerRecord<>(first, 1, null, "a".getBytes(StandardCharsets.UTF_8)));
        try (var transaction = broker().transaction(pipeline.name(), first, "b")) {
            JobID job = pipeline.flink().run(raw(BEGINNING, new Until(null), List.of(first), null), null);
            pipeline.awaitOutput("A");
            assertThat(pipeline.flink().status(job)).isEqualTo(JobStatus.RUNNING);

            transaction.commitTransaction();

            awaitEnd(job);
            pipeline.awaitOutput("A", "B");
            assertThat(pipeline.flink().ended(job))
                    .containsEntry("kafkaflink.source.input.recordsIn", 2L)
                    .containsEntry("kafkaflink.sink.out.recordsSent", 2L)
                    .containsEntry("kafkaflink.sink.out.recordsAcknowledged", 2L);
        }
    }

    @Test
    void aSourceEndsBeforeATime() throws Exception {
        sendWritten(first, 0, 1_000, "a");
        sendWritten(first, 0, 1_999, "b");
        sendWritten(first, 0, 2_000, "c");
        sendWritten(first, 1, 5_000, "d");
        sendWritten(second, 0, 500, "e");

        JobID job = pipeline.flink().run(raw(BEGINNING, new Until(2_000L), List.of(first, second), null), null);

        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.flink().status(job) == JobStatus.FINISHED);
        pipeline.awaitOutput("A", "B", "E");
    }

    private String stopAfter(JobDefinition definition, String savepoint, String... output) throws Exception {
        JobID job = pipeline.flink().run(definition, savepoint);
        pipeline.awaitOutput(output);
        return pipeline.flink().stop(job, pipeline.folder());
    }

    private Broker broker() {
        return pipeline.broker();
    }

    private void awaitEnd(JobID job) {
        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.flink().status(job) == JobStatus.FINISHED);
    }

    /** Once there is one, Kafka has been asked where its topics end. */
    private void awaitCheckpoint(JobID job) {
        await().atMost(PipelineUnderTest.PATIENCE).until(() -> pipeline.flink().hasCheckpoint(job));
    }

    private void send(String topic, String value) throws Exception {
        broker().send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
    }

    private void sendWritten(String topic, int partition, long timestamp, String value) throws Exception {
        broker().send(new ProducerRecord<>(topic, partition, timestamp, null, value.getBytes(StandardCharsets.UTF_8)));
    }

    private void sendAt(String topic, int partition, String time) throws Exception {
        String value = "{\"at\":\"2013-01-01T%sZ\"}".formatted(time);
        broker().send(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
    }

    private JobDefinition raw(StartFrom from, Until until, List<String> topics, String pattern) {
        return Definitions.of(
                pipeline.name(),
                pipeline.broker().address(),
                Delivery.ExactlyOnce,
                List.of(source(Format.Type.Raw, null, from, until, topics, pattern, new Column("value", "STRING"))),
                List.of(Definitions.sink("out", pipeline.name() + "-out", Format.Type.Raw, QUERY)));
    }

    private JobDefinition windows(Until until, List<String> topics) {
        Source source = source(
                Format.Type.Json,
                new EventTime("at", 0, null, null),
                BEGINNING,
                until,
                topics,
                null,
                new Column("at", "TIMESTAMP_LTZ(3) NOT NULL"));
        return Definitions.of(
                pipeline.name(),
                pipeline.broker().address(),
                Delivery.ExactlyOnce,
                List.of(source),
                List.of(Definitions.sink("windows", pipeline.name() + "-out", Format.Type.Json, WINDOWS)));
    }

    private static Source source(
            Format.Type format,
            EventTime eventTime,
            StartFrom from,
            Until until,
            List<String> topics,
            String pattern,
            Column column) {
        return new Source(
                "input",
                null,
                topics,
                pattern,
                new Format(format),
                List.of(column),
                eventTime,
                from,
                until,
                null,
                null,
                null);
    }
}
