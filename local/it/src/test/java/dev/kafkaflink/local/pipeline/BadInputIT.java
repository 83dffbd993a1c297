package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Records that cannot be processed: each is kept, byte for byte, and the job does not so much as restart. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BadInputIT {
    private static final int FIVE_MEGABYTES = 5_000_000;
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: bad-in, partitions: 1, replicas: 1, config: {max.message.bytes: "16777216"}}
            - {name: bad-out, partitions: 1, replicas: 1}
            - {name: bad-sensors, partitions: 1, replicas: 1}
            sources:
            - name: numbers
              topic: bad-in
              format: {type: Json}
              columns:
              - {name: id, type: BIGINT NOT NULL}
              - {name: name, type: STRING}
            - name: sensors
              topic: bad-sensors
              format: {type: Json}
              columns: [{name: id, type: BIGINT NOT NULL}]
            sinks:
            - name: out
              kafka: {topic: bad-out, format: {type: Json}}
              query: SELECT id, name FROM numbers WHERE id >= 0
            - name: sensed
              kafka: {topic: bad-out, format: {type: Json}}
              query: SELECT id, 'sensed' AS name FROM sensors
            deadLetters: {failAfter: {ratio: 0.5, window: 10m, minimum: 20}}
            job: {checkpoints: {interval: 1s}, restartNonce: 1}
            """;
    private static final List<byte[]> BAD = List.of(
            bytes("{\"id\": 1, \"name\": "),
            bytes("{\"id\": 1} trailing"),
            bytes("[1, 2]"),
            bytes(""),
            bytes("{\"id\": \"one\"}"),
            bytes("{\"id\": 1.5}"),
            bytes("{\"id\": 1, \"name\": {}}"),
            bytes("{\"name\": \"no id\"}"),
            bytes("{\"id\": null}"),
            invalidUtf8(),
            large("{\"id\": 1, \"name\": \"", "\""));
    private static final int GOOD = 10;
    private static final int FILTERED = 5;

    private static PipelineUnderTest pipeline;
    private static List<ConsumerRecord<byte[], byte[]>> deadLetters;

    /** All kinds at once, good ones between them. */
    @BeforeAll
    static void feed() throws InterruptedException {
        pipeline = new PipelineUnderTest("bad");
        pipeline.apply(SPEC);
        pipeline.awaitCondition("Ready", "True");
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < GOOD; i++) {
            records.add(bytes("{\"id\": " + i + ", \"name\": \"good\"}"));
        }
        records.addAll(BAD);
        records.add(null);
        records.add(large("{\"id\": 77, \"name\": \"", "\"}"));
        for (int i = 0; i < FILTERED; i++) {
            records.add(bytes("{\"id\": -1}"));
        }
        pipeline.feed("bad-in", records);
        deadLetters = pipeline.awaitRecords("bad-dead-letters", BAD.size() + 2);
        pipeline.awaitRecords("bad-out", GOOD);
    }

    @AfterAll
    static void end() {
        pipeline.close();
    }

    @Test
    void everyBadRecordIsInTheDeadLettersByteForByte() {
        assertThat(deadLetters).extracting(ConsumerRecord::value).containsAll(BAD);
    }

    @Test
    void aDeadLetterSaysWhereItCameFromAndWhatIsWrong() {
        ConsumerRecord<byte[], byte[]> wrongType = deadLetters.stream()
                .filter(record -> "{\"id\": \"one\"}".equals(PipelineUnderTest.text(record)))
                .findFirst()
                .orElseThrow();

        assertThat(header(wrongType, DeadLetters.Headers.TOPIC)).isEqualTo("bad-in");
        assertThat(header(wrongType, DeadLetters.Headers.PARTITION)).isEqualTo("0");
        assertThat(header(wrongType, DeadLetters.Headers.OFFSET)).isEqualTo(String.valueOf(GOOD + 4));
        assertThat(header(wrongType, DeadLetters.Headers.TIMESTAMP)).matches("[0-9]{13}");
        assertThat(header(wrongType, DeadLetters.Headers.STAGE)).isEqualTo("source.numbers");
        assertThat(header(wrongType, DeadLetters.Headers.ERROR)).contains("id", "BIGINT");
    }

    @Test
    void aTombstoneStaysATombstone() {
        assertThat(deadLetters)
                .filteredOn(record -> record.value() == null)
                .singleElement()
                .satisfies(tombstone -> {
                    assertThat(header(tombstone, DeadLetters.Headers.ERROR)).contains("tombstone");
                    assertThat(header(tombstone, DeadLetters.Headers.OFFSET))
                            .isEqualTo(String.valueOf(GOOD + BAD.size()));
                });
    }

    @Test
    void aRecordWhoseRowTheOutputTopicIsTooSmallForIsKeptAsItWas() {
        assertThat(deadLetters)
                .filteredOn(record -> "sink.out".equals(header(record, DeadLetters.Headers.STAGE)))
                .singleElement()
                .satisfies(tooLarge -> {
                    assertThat(tooLarge.value()).hasSizeGreaterThan(FIVE_MEGABYTES);
                    assertThat(PipelineUnderTest.text(tooLarge)).startsWith("{\"id\": 77,");
                    assertThat(header(tooLarge, DeadLetters.Headers.TOPIC)).isEqualTo("bad-in");
                    assertThat(header(tooLarge, DeadLetters.Headers.OFFSET))
                            .isEqualTo(String.valueOf(GOOD + BAD.size() + 1));
                    assertThat(header(tooLarge, DeadLetters.Headers.ERROR)).contains("max.message.bytes");
                });
    }

    @Test
    void theCountsAddUpAndTheJobDidNotRestart() {
        int in = GOOD + BAD.size() + 2 + FILTERED;

        pipeline.awaitStatusThat("all is counted", status -> {
            assertThat(status.read()).isEqualTo(in);
            assertThat(status.deadLettered()).isEqualTo(BAD.size() + 2);
            assertThat(status.acknowledged()).isEqualTo(GOOD);
            assertThat(status.sent()).isEqualTo(GOOD);
            assertThat(status.ratio()).isEqualTo(1);
            assertThat(status.restarts()).isZero();
        });

        assertThat(in).isEqualTo(GOOD + FILTERED + BAD.size() + 2);
    }

    /** The record behind the bad ones stays in Kafka until somebody has mended what writes them, and says so. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aSourceOfTooManyBadRecordsStopsUntilTheJobStartsAnew() {
        List<byte[]> changed = new ArrayList<>(Collections.nCopies(20, bytes("{\"id\": \"a new schema\"}")));
        changed.add(bytes("{\"id\": 88}"));
        pipeline.feed("bad-sensors", changed);

        pipeline.awaitStatusThat("the source has stopped", status -> {
            assertThat(status.reason("Ready")).isEqualTo("SourceStopped");
            assertThat(status.message("Ready"))
                    .contains(
                            "source 'sensors'",
                            "20 of 20 records were dead letters",
                            "column 'id': expected BIGINT, found \"a new schema\"");
            assertThat(status.says("Stalled", "True")).isTrue();
        });
        assertThat(pipeline.records("bad-out")).hasSize(GOOD);

        pipeline.apply(SPEC.replace("restartNonce: 1", "restartNonce: 2"));

        assertThat(pipeline.awaitValues("bad-out", GOOD + 1)).contains("{\"id\":88,\"name\":\"sensed\"}");
        pipeline.awaitCondition("Ready", "True");
        assertThat(pipeline.records("bad-dead-letters")).hasSize(BAD.size() + 2 + 20);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] invalidUtf8() {
        var record = new ByteArrayOutputStream();
        record.writeBytes(bytes("{\"id\": 1, \"name\": \""));
        record.write(0xC3);
        record.write(0x28);
        record.writeBytes(bytes("\"}"));
        return record.toByteArray();
    }

    private static byte[] large(String begin, String end) {
        byte[] record = new byte[begin.length() + FIVE_MEGABYTES + end.length()];
        Arrays.fill(record, (byte) 'x');
        System.arraycopy(bytes(begin), 0, record, 0, begin.length());
        System.arraycopy(bytes(end), 0, record, record.length - end.length(), end.length());
        return record;
    }
}
