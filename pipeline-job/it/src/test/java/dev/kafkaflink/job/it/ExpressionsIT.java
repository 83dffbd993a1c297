package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.table.Format;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Expressions that fail over a row: the row is kept, and the job does not so much as restart. */
class ExpressionsIT {
    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    @Test
    void theRecordOfARowOverWhichAnExpressionFailsIsKept() throws Exception {
        pipeline.send(
                "{\"id\":5,\"name\":\"1\"}",
                "{\"id\":0,\"name\":\"2\"}",
                "{\"id\":2,\"name\":\"three\"}",
                "{\"id\":-1,\"name\":\"four\"}",
                "{\"id\":1,\"name\":\"4\"}",
                "no JSON");

        JobID job = pipeline.flink()
                .run(
                        pipeline.json(
                                Delivery.ExactlyOnce,
                                "SELECT 10 / id AS share, CAST(name AS INT) AS n FROM input WHERE id >= 0"),
                        null);

        pipeline.awaitOutput("{\"share\":2,\"n\":1}", "{\"share\":10,\"n\":4}");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(3));
        ConsumerRecord<byte[], byte[]> divided = letter("{\"id\":0,\"name\":\"2\"}");
        assertThat(PipelineUnderTest.headers(divided))
                .containsEntry(DeadLetters.Headers.STAGE, "query.out0")
                .containsEntry(DeadLetters.Headers.TOPIC, pipeline.name() + "-in")
                .containsKeys(DeadLetters.Headers.PARTITION, DeadLetters.Headers.OFFSET, DeadLetters.Headers.TIMESTAMP);
        assertThat(error(divided))
                .startsWith(
                        "an expression failed with ArithmeticException: / by zero; the step is Calc(select=[(10 / id)")
                .contains("CAST(name AS INTEGER)");
        assertThat(error(letter("{\"id\":2,\"name\":\"three\"}")))
                .startsWith("an expression failed with NumberFormatException: For input string: 'three'");
        assertThat(PipelineUnderTest.headers(letter("no JSON")))
                .containsEntry(DeadLetters.Headers.STAGE, "source.input");
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> {
            assertThat(pipeline.count("source.input.recordsIn")).isEqualTo(6);
            assertThat(pipeline.count("source.input.deadLettered")).isEqualTo(1);
            assertThat(pipeline.count("queries.deadLettered")).isEqualTo(2);
            assertThat(pipeline.count("sink.out0.recordsAcknowledged")).isEqualTo(2);
        });
        assertThat(pipeline.flink().isRunning(job)).isTrue();
    }

    /** The window hands on rows of several records. */
    @Test
    void aRowOfSeveralRecordsIsKeptAsJson() throws Exception {
        pipeline.send("{\"id\":1,\"name\":\"a\"}", "{\"id\":-1,\"name\":\"a\"}", "{\"id\":7,\"name\":\"b\"}");

        pipeline.flink()
                .run(
                        pipeline.json(
                                Delivery.AtLeastOnce,
                                "SELECT name, 100 / total AS share FROM ("
                                        + "SELECT name, SUM(id) OVER (PARTITION BY name ORDER BY seen"
                                        + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total"
                                        + " FROM (SELECT id, name, PROCTIME() AS seen FROM input))"),
                        null);

        pipeline.awaitOutput("{\"name\":\"a\",\"share\":100}", "{\"name\":\"b\",\"share\":14}");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).singleElement().satisfies(letter -> {
                    assertThat(letter.value()).asString().contains("\"name\":\"a\"");
                    assertThat(letter.key()).isNull();
                    assertThat(error(letter)).startsWith("an expression failed with ArithmeticException: / by zero");
                    assertThat(PipelineUnderTest.headers(letter))
                            .containsEntry(DeadLetters.Headers.STAGE, "query.out0")
                            .doesNotContainKeys(DeadLetters.Headers.TOPIC, DeadLetters.Headers.OFFSET);
                }));
    }

    @Test
    void thePolicyDecidesOverSuchARow() throws Exception {
        pipeline.send("{\"id\":0,\"name\":\"a\"}", "{\"id\":1,\"name\":\"b\"}");
        JobDefinition definition = pipeline.json(Delivery.AtLeastOnce, "SELECT 1 / id AS n FROM input");

        JobID dropping = pipeline.flink().run(Definitions.withPolicy(definition, DeadLetters.Policy.Drop), null);
        pipeline.awaitOutput("{\"n\":1}");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(
                        () -> assertThat(pipeline.count("queries.deadLettered")).isEqualTo(1));
        assertThat(pipeline.flink().isRunning(dropping)).isTrue();
        pipeline.flink().cancelAll();
        JobID failing = pipeline.flink().run(Definitions.withPolicy(definition, DeadLetters.Policy.Fail), null);

        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.flink().failure(failing))
                        .contains("query.out0: topic '" + pipeline.name() + "-in', partition ")
                        .contains("/ by zero", "the pipeline's dead-letter policy is Fail"));
    }

    @Test
    void aRowWithoutItsPrimaryKeyIsKept() throws Exception {
        pipeline.send("{\"id\":1,\"name\":\"a\"}", "{\"id\":2}", "{\"id\":3,\"name\":\"a\"}");
        JobDefinition appending = pipeline.json(Delivery.AtLeastOnce);
        Sink sink = new Sink(
                "counts",
                "SELECT name, COUNT(*) AS n FROM input GROUP BY name",
                null,
                new KafkaTarget(pipeline.name() + "-out", List.of("name"), new Format(Format.Type.Json)),
                List.of("name"));

        pipeline.flink()
                .run(
                        Definitions.of(
                                pipeline.name(),
                                pipeline.broker().address(),
                                Delivery.AtLeastOnce,
                                appending.sources(),
                                List.of(sink)),
                        null);

        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> {
            List<ConsumerRecord<byte[], byte[]>> out = pipeline.broker().read(pipeline.name() + "-out");
            assertThat(out)
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(record.key()).asString().isEqualTo("{\"name\":\"a\"}"));
            assertThat(out.get(out.size() - 1).value()).asString().isEqualTo("{\"name\":\"a\",\"n\":2}");
            assertThat(pipeline.dead()).singleElement().satisfies(letter -> {
                assertThat(letter.value()).asString().isEqualTo("{\"name\":null,\"n\":1}");
                assertThat(error(letter)).contains("'name'", "NULL");
            });
        });
    }

    @Test
    void keyHeadersAndTimestampsComeInAndGoOut() throws Exception {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                pipeline.name() + "-in", 1, 1_000_000_000_123L, bytes("k1"), bytes("{\"id\":1,\"name\":\"a\"}"));
        record.headers().add("trace", bytes("t1"));
        pipeline.broker().send(record);
        JobDefinition plain = pipeline.json(Delivery.AtLeastOnce);
        Sink sink = new Sink(
                "out",
                "SELECT id, record_key || '!' AS k, trace, sent, part FROM input",
                null,
                new KafkaTarget(
                        pipeline.name() + "-out",
                        List.of("k"),
                        new Format(Format.Type.Json),
                        new Format(Format.Type.Raw),
                        Map.of("trace-id", "trace"),
                        "sent"));

        pipeline.flink()
                .run(
                        Definitions.of(
                                pipeline.name(),
                                pipeline.broker().address(),
                                Delivery.AtLeastOnce,
                                List.of(Definitions.withMetadata(plain.sources().get(0))),
                                List.of(sink)),
                        null);

        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.broker().read(pipeline.name() + "-out"))
                        .singleElement()
                        .satisfies(out -> {
                            assertThat(out.key()).asString().isEqualTo("k1!");
                            assertThat(out.value()).asString().isEqualTo("{\"id\":1,\"k\":\"k1!\",\"part\":1}");
                            assertThat(out.timestamp()).isEqualTo(1_000_000_000_123L);
                            assertThat(PipelineUnderTest.headers(out)).containsExactly(Map.entry("trace-id", "t1"));
                        }));
    }

    private ConsumerRecord<byte[], byte[]> letter(String value) {
        return pipeline.dead().stream()
                .filter(letter -> new String(letter.value(), StandardCharsets.UTF_8).equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static String error(ConsumerRecord<byte[], byte[]> letter) {
        return PipelineUnderTest.headers(letter).get(DeadLetters.Headers.ERROR);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
