package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pipelines on a real broker, in a Flink cluster within this process: queries, state, event time. */
class PipelineIT {
    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    @Test
    void greets() throws Exception {
        pipeline.send("a", "b");
        pipeline.flink().run(pipeline.raw("SELECT 'processed-' || `value` AS `value` FROM input"), null);

        pipeline.awaitOutput("processed-a", "processed-b");
    }

    @Test
    void carriesOnAfterASavepointWithAnotherQuery() throws Exception {
        pipeline.send("a");
        JobID one = pipeline.flink().run(pipeline.raw("SELECT 'one-' || `value` AS `value` FROM input"), null);
        pipeline.awaitOutput("one-a");
        String savepoint = pipeline.flink().stop(one, pipeline.folder());
        pipeline.send("b");

        pipeline.flink()
                .run(pipeline.raw("SELECT 'two-' || `value` AS `value` FROM input WHERE `value` <> 'c'"), savepoint);

        pipeline.awaitOutput("one-a", "two-b");
    }

    /** Flink cannot read state that never forgot as state that does: the step is another one, and the source goes on. */
    @Test
    void carriesOnWithStateThatFromNowOnForgets() throws Exception {
        JobDefinition never = pipeline.raw("SELECT `value` FROM (SELECT `value`,"
                + " ROW_NUMBER() OVER (PARTITION BY `value` ORDER BY PROCTIME()) AS n FROM input) WHERE n = 1");
        pipeline.send("a", "a");
        JobID job = pipeline.flink().run(never, null);
        pipeline.awaitOutput("a");
        String savepoint = pipeline.flink().stop(job, pipeline.folder());
        pipeline.send("b", "b");

        pipeline.flink().run(Definitions.withTableOptions(never, Map.of("table.exec.state.ttl", "1 d")), savepoint);

        pipeline.awaitOutput("a", "b");
    }

    @Test
    void countsByWindowsOfEventTime() throws Exception {
        EventTime eventTime = new EventTime("at", 1000, 2000L, null);
        Source source = Definitions.source(
                "input",
                pipeline.name() + "-in",
                Format.Type.Json,
                eventTime,
                new Column("at", "TIMESTAMP_LTZ(3)"),
                new Column("id", "STRING"),
                new Column("unused", "INT NOT NULL"));
        Sink windows = Definitions.sink(
                "windows",
                pipeline.name() + "-out",
                Format.Type.Json,
                "SELECT window_start, id, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE input, DESCRIPTOR(`at`), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start, window_end, id");
        Sink rows = new Sink(
                "rows",
                "SELECT `at`, id FROM input WHERE id = 'b'",
                null,
                new KafkaTarget(pipeline.name() + "-out", List.of("id"), new Format(Format.Type.Json)));
        // The last record only moves the watermark, on both partitions: one idles.
        for (String time : List.of("10:00:00", "10:59:59.999", "11:00:00", "10:59:59", "12:00:01")) {
            String id = time.startsWith("11") ? "b" : "a";
            pipeline.broker()
                    .send(new ProducerRecord<>(
                            pipeline.name() + "-in",
                            0,
                            null,
                            ("{\"at\":\"2013-01-01T" + time + "Z\",\"id\":\"" + id + "\",\"unused\":1}")
                                    .getBytes(StandardCharsets.UTF_8)));
        }

        pipeline.send("{\"id\":\"a\",\"unused\":1}", "{\"at\":\"9999-12-31T23:59:59Z\",\"id\":\"a\",\"unused\":1}");

        pipeline.flink()
                .run(
                        Definitions.of(
                                pipeline.name(),
                                pipeline.broker().address(),
                                Delivery.ExactlyOnce,
                                List.of(source),
                                List.of(windows, rows)),
                        null);

        pipeline.awaitOutput(
                "{\"window_start\":\"2013-01-01T10:00:00\",\"id\":\"a\",\"n\":3}",
                "{\"window_start\":\"2013-01-01T11:00:00\",\"id\":\"b\",\"n\":1}",
                "{\"at\":\"2013-01-01T11:00:00Z\",\"id\":\"b\"}");
        assertThat(pipeline.broker().read(pipeline.name() + "-out").stream().filter(r -> r.key() != null))
                .extracting(r -> new String(r.key(), StandardCharsets.UTF_8))
                .containsExactly("{\"id\":\"b\"}");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(2));
        assertThat(pipeline.dead())
                .extracting(letter -> PipelineUnderTest.headers(letter).get(DeadLetters.Headers.ERROR))
                .containsExactlyInAnyOrder(
                        "column 'at': is missing or null, but must have a value",
                        "column 'at': the event time 9999-12-31T23:59:59Z is more than 24h ahead of the clock, the limit by"
                                + " eventTime.maxAhead");
        assertThat(pipeline.count("source.input.recordsIn")).isEqualTo(7);
        assertThat(pipeline.count("sink.rows.eventTimeLatency.")).isEqualTo(1);
        assertThat(pipeline.count("sink.windows.processingLatency.")).isZero();
    }

    @Test
    void closesTheLastWindowsAfterARestartWithNothingLeftToRead() throws Exception {
        for (int partition = 0; partition < 2; partition++) {
            String time = partition == 0 ? "10:30:00" : "12:00:00";
            pipeline.broker()
                    .send(new ProducerRecord<>(
                            pipeline.name() + "-in",
                            partition,
                            null,
                            "{\"at\":\"2013-01-01T%sZ\"}".formatted(time).getBytes(StandardCharsets.UTF_8)));
        }
        JobID patient = pipeline.flink().run(windows(3_600_000), null);
        await().atMost(PipelineUnderTest.PATIENCE)
                .until(() -> pipeline.flink().isRunning(patient) && pipeline.count("source.input.recordsIn") == 2);
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(pipeline.gauges(JobMetrics.WATERMARK))
                .as("of the partition that holds back")
                .contains(Instant.parse("2013-01-01T10:30:00Z").toEpochMilli() - 1));
        String savepoint = pipeline.flink().stop(patient, pipeline.folder());

        pipeline.flink().run(windows(1_000), savepoint);

        pipeline.awaitOutput("{\"window_start\":\"2013-01-01T10:00:00\",\"n\":1}");
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(pipeline.gauges(JobMetrics.WATERMARK))
                .as("idle")
                .containsExactly(JobMetrics.HOLDS_NOTHING_BACK));
    }

    private JobDefinition windows(long idleness) {
        Source source = Definitions.source(
                "input",
                pipeline.name() + "-in",
                Format.Type.Json,
                new EventTime("at", 0, idleness, null),
                new Column("at", "TIMESTAMP_LTZ(3) NOT NULL"));
        Sink windows = Definitions.sink(
                "windows",
                pipeline.name() + "-out",
                Format.Type.Json,
                "SELECT window_start, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE input, DESCRIPTOR(`at`), INTERVAL '1' HOUR))"
                        + " GROUP BY window_start, window_end");
        return Definitions.of(
                pipeline.name(), pipeline.broker().address(), Delivery.ExactlyOnce, List.of(source), List.of(windows));
    }
}
