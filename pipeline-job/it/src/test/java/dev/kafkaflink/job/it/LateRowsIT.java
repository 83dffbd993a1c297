package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.EventTime;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that come behind the watermark, with {@code late: Route}: they are kept, and the results are those of {@code Count}. */
class LateRowsIT {
    private static final String HOURLY = "SELECT name, window_start, COUNT(*) AS n"
            + " FROM TABLE(TUMBLE(TABLE input, DESCRIPTOR(seen), INTERVAL '1' HOUR))"
            + " GROUP BY name, window_start, window_end";

    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    @Test
    void aLateRowIsADeadLetterOfItsOwn() throws Exception {
        JobID job = pipeline.flink().run(definition(DeadLetters.Late.Route), null);
        send("10:00 A", "10:59 A", "12:00 B");
        pipeline.awaitOutput(window("A", 10, 2));
        send("10:30 A", "10:31 A", "12:10 A", "15:00 D");

        pipeline.awaitOutput(window("A", 10, 2), window("A", 12, 1), window("B", 12, 1));
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(2));
        assertThat(pipeline.dead()).allSatisfy(letter -> {
            assertThat(letter.value()).asString().startsWith("{\"name\":\"A\",\"count1$0\":1,\"$slice_end\":");
            assertThat(letter.key()).isNull();
            Map<String, String> headers = PipelineUnderTest.headers(letter);
            assertThat(headers)
                    .containsEntry(DeadLetters.Headers.STAGE, "query.out")
                    .doesNotContainKeys(DeadLetters.Headers.TOPIC, DeadLetters.Headers.OFFSET);
            assertThat(headers.get(DeadLetters.Headers.ERROR))
                    .startsWith("the row comes too late: its part of a window ended at 2026-11-22T11:00:00Z, ")
                    .contains(" ms behind the watermark, 2026-11-22T", "; the step is GlobalWindowAggregate(");
        });
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> {
            assertThat(pipeline.count("source.input.recordsIn")).isEqualTo(7);
            assertThat(pipeline.count("queries.deadLettered")).isEqualTo(2);
        });
        assertThat(pipeline.flink().isRunning(job)).isTrue();
    }

    @Test
    void aSwitchToRouteGoesOnWithOpenWindows() throws Exception {
        JobID counting = pipeline.flink().run(definition(DeadLetters.Late.Count), null);
        send("10:00 A", "10:59 A");
        await().atMost(PipelineUnderTest.PATIENCE)
                .until(() -> pipeline.flink().isRunning(counting) && pipeline.count("source.input.recordsIn") == 2);
        String savepoint = pipeline.flink().stop(counting, pipeline.folder());

        pipeline.flink().run(definition(DeadLetters.Late.Route), savepoint);
        send("12:00 B");
        pipeline.awaitOutput(window("A", 10, 2));
        send("10:30 A");

        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(pipeline.dead())
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).asString().contains("\"name\":\"A\"")));
    }

    private JobDefinition definition(DeadLetters.Late late) {
        Source source = Definitions.source(
                "input",
                pipeline.name() + "-in",
                Format.Type.Json,
                new EventTime("seen", 1000, 500L, null),
                new Column("seen", "TIMESTAMP_LTZ(3) NOT NULL"),
                new Column("name", "STRING"));
        return Definitions.withDeadLetters(
                Definitions.of(
                        pipeline.name(),
                        pipeline.broker().address(),
                        Delivery.ExactlyOnce,
                        List.of(source),
                        List.of(Definitions.sink("out", pipeline.name() + "-out", Format.Type.Json, HOURLY))),
                new DeadLetters(DeadLetters.Policy.Route, pipeline.name() + "-dead", null, late));
    }

    /** All to one partition: the order of records is that of the test. */
    private void send(String... rows) throws Exception {
        for (String row : rows) {
            String value = "{\"seen\":\"2026-11-22T%s:00Z\",\"name\":\"%s\"}".formatted((Object[]) row.split(" "));
            pipeline.broker()
                    .send(new ProducerRecord<>(
                            pipeline.name() + "-in", 0, null, null, value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static String window(String name, int hour, int rows) {
        return "{\"name\":\"%s\",\"window_start\":\"2026-11-22T%d:00:00\",\"n\":%d}".formatted(name, hour, rows);
    }
}
