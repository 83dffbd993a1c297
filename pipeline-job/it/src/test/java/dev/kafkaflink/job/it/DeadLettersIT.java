package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.FailAfter;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of records that cannot be read, and of rows that cannot be written. */
class DeadLettersIT {
    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

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
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    pipeline.name() + "-in", 1, 1_000_000_000_000L, new byte[] {1, (byte) 0xFE}, value);
            record.headers().add("trace", new byte[] {0, 1}).add("kafkaflink.stage", new byte[] {2});
            pipeline.broker().send(record);
        }
        pipeline.broker()
                .send(new ProducerRecord<>(
                        pipeline.name() + "-in", "{\"id\":7,\"name\":\"good\"}".getBytes(StandardCharsets.UTF_8)));

        pipeline.flink()
                .run(
                        pipeline.json(
                                Delivery.ExactlyOnce,
                                "SELECT id, name FROM input WHERE id > 0",
                                "SELECT name FROM input"),
                        null);

        pipeline.awaitOutput("{\"id\":7,\"name\":\"good\"}", "{\"name\":\"good\"}");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(bad.size()));
        for (int i = 0; i < bad.size(); i++) {
            ConsumerRecord<byte[], byte[]> letter = pipeline.dead().get(i);
            assertThat(letter.value()).isEqualTo(bad.get(i));
            assertThat(letter.key()).isEqualTo(new byte[] {1, (byte) 0xFE});
            assertThat(letter.headers().headers("trace").iterator().next().value())
                    .isEqualTo(new byte[] {0, 1});
            assertThat(PipelineUnderTest.headers(letter))
                    .containsEntry(DeadLetters.Headers.TOPIC, pipeline.name() + "-in")
                    .containsEntry(DeadLetters.Headers.PARTITION, "1")
                    .containsEntry(DeadLetters.Headers.OFFSET, Integer.toString(i))
                    .containsEntry(DeadLetters.Headers.TIMESTAMP, "1000000000000")
                    .containsEntry(DeadLetters.Headers.STAGE, "source.input")
                    .containsKey(DeadLetters.Headers.ERROR);
        }
        assertThat(pipeline.count("source.input.recordsIn")).isEqualTo(bad.size() + 1);
        assertThat(pipeline.count("source.input.deadLettered")).isEqualTo(bad.size());
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> {
            assertThat(pipeline.count("deadLetters.recordsAcknowledged")).isEqualTo(bad.size());
            assertThat(pipeline.count("sink.out0.recordsAcknowledged")).isEqualTo(1);
        });
        assertThat(pipeline.count("sink.out0.createTimeLatency.")).isEqualTo(1);
        assertThat(pipeline.count("sink.out0.processingLatency."))
                .as("the topic has CreateTime")
                .isZero();
        assertThat(pipeline.count("sink.out0.eventTimeLatency.")).isEqualTo(1);
    }

    @Test
    void keepsWhatItCannotWrite() throws Exception {
        String share = "SELECT name, 1 / CAST(id AS DOUBLE) AS share FROM ";
        pipeline.send(
                "{\"id\": 0,\"name\":\"a\"}",
                "{\"id\":2,\"name\":\"b\"}",
                "{\"id\":4,\"name\":\"" + "x".repeat(1_048_576) + "\"}");

        pipeline.flink()
                .run(
                        pipeline.json(
                                Delivery.AtLeastOnce,
                                share + "input",
                                share
                                        + "(SELECT * FROM input WHERE id = 0 UNION ALL SELECT * FROM input WHERE id = 7)"),
                        null);

        pipeline.awaitOutput("{\"name\":\"b\",\"share\":0.5}");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(3));
        assertThat(pipeline.dead())
                .as("rows of one record: that record")
                .filteredOn(letter -> PipelineUnderTest.headers(letter)
                        .get(DeadLetters.Headers.STAGE)
                        .equals("sink.out0"))
                .allSatisfy(letter -> assertThat(PipelineUnderTest.headers(letter))
                        .containsEntry(DeadLetters.Headers.TOPIC, pipeline.name() + "-in")
                        .containsKeys(DeadLetters.Headers.PARTITION, DeadLetters.Headers.OFFSET))
                .satisfiesExactlyInAnyOrder(
                        letter -> {
                            assertThat(letter.value()).asString().isEqualTo("{\"id\": 0,\"name\":\"a\"}");
                            assertThat(PipelineUnderTest.headers(letter))
                                    .containsEntry(
                                            DeadLetters.Headers.ERROR, "column 'share': Infinity has no form in JSON");
                        },
                        letter -> {
                            assertThat(letter.value()).asString().startsWith("{\"id\":4,\"name\":\"xxx");
                            assertThat(PipelineUnderTest.headers(letter).get(DeadLetters.Headers.ERROR))
                                    .contains("raise its max.message.bytes");
                        });
        assertThat(pipeline.dead())
                .as("a row of a union: the row")
                .filteredOn(letter -> PipelineUnderTest.headers(letter)
                        .get(DeadLetters.Headers.STAGE)
                        .equals("sink.out1"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.value()).asString().isEqualTo("{\"name\":\"a\",\"share\":\"Infinity\"}");
                    assertThat(PipelineUnderTest.headers(letter))
                            .containsEntry(DeadLetters.Headers.TOPIC, pipeline.name() + "-out")
                            .doesNotContainKey(DeadLetters.Headers.OFFSET);
                });
        assertThat(pipeline.count("sink.out0.deadLettered")).isEqualTo(2);
    }

    @Test
    void dropsIfThePolicySaysSo() throws Exception {
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", new byte[] {(byte) 0xFF}));
        pipeline.send("good");

        pipeline.flink()
                .run(Definitions.withPolicy(pipeline.raw("SELECT `value` FROM input"), DeadLetters.Policy.Drop), null);

        pipeline.awaitOutput("good");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() ->
                        assertThat(pipeline.count("source.input.deadLettered")).isEqualTo(1));
    }

    @Test
    void aSourceCanHaveAPolicyOfItsOwn() throws Exception {
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", new byte[] {(byte) 0xFF}));
        pipeline.send("good");

        pipeline.flink()
                .run(
                        Definitions.withSourcePolicy(
                                pipeline.raw("SELECT `value` FROM input"), DeadLetters.Policy.Drop),
                        null);

        pipeline.awaitOutput("good");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() ->
                        assertThat(pipeline.count("source.input.deadLettered")).isEqualTo(1));
        assertThat(pipeline.dead()).isEmpty();
    }

    @Test
    void aSourceStopsWhenTooManyRecordsAreDeadLettersAndLosesNone() throws Exception {
        for (int i = 0; i < 20; i++) {
            pipeline.send("{\"id\":" + i + ",\"name\":\"good\"}");
        }
        for (int i = 0; i < 500; i++) {
            pipeline.broker()
                    .send(new ProducerRecord<>(
                            pipeline.name() + "-in", 0, null, ("bad " + i).getBytes(StandardCharsets.UTF_8)));
        }
        JobDefinition unlimited = pipeline.json(Delivery.ExactlyOnce, "SELECT id FROM input WHERE name = 'good'");
        DeadLetters limited = new DeadLetters(
                DeadLetters.Policy.Route, pipeline.name() + "-dead", new FailAfter(0.5, 600_000, 50), null);

        JobID job = pipeline.flink().run(Definitions.withDeadLetters(unlimited, limited), null);

        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> {
            assertThat(pipeline.gauges("stopped")).contains(1);
            assertThat(pipeline.gauges("stoppedBecause")).anySatisfy(why -> assertThat(why)
                    .asString()
                    .contains("records were dead letters", "malformed JSON at byte 4: Unrecognized token 'bad'"));
        });
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSizeBetween(50, 80));
        int letters = pipeline.dead().size();
        String savepoint = pipeline.flink().stop(job, pipeline.folder());
        assertThat(pipeline.dead()).as("while it has stopped").hasSize(letters);

        pipeline.flink().run(unlimited, savepoint);

        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(500));
        assertThat(pipeline.output()).hasSize(20);
    }

    @Test
    void failsIfThePolicySaysSo() throws Exception {
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", 1, null, new byte[] {(byte) 0xFF}));

        JobID job = pipeline.flink()
                .run(Definitions.withPolicy(pipeline.raw("SELECT `value` FROM input"), DeadLetters.Policy.Fail), null);

        awaitFailure(
                job,
                "source.input: topic '" + pipeline.name() + "-in', partition 1, offset 0: invalid UTF-8 at byte 0;"
                        + " the pipeline's dead-letter policy is Fail");
    }

    @Test
    void failsWithARemedyIfADeadLetterIsTooLarge() throws Exception {
        pipeline.broker().createTopic(pipeline.name() + "-small", 1, Map.of("max.message.bytes", "2000"));
        byte[] value = new byte[3000];
        Arrays.fill(value, (byte) 0xFF);
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", 0, null, value));

        JobID job = pipeline.flink()
                .run(
                        Definitions.withDeadLetters(
                                pipeline.raw("SELECT `value` FROM input"),
                                new DeadLetters(DeadLetters.Policy.Route, pipeline.name() + "-small")),
                        null);

        awaitFailure(
                job,
                "as a dead letter it is larger than the 2000 bytes that topic '" + pipeline.name()
                        + "-small' takes: raise its max.message.bytes");
    }

    private void awaitFailure(JobID job, String message) {
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.flink().failure(job)).contains(message));
    }
}
