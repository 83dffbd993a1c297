package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that cannot be processed: each is kept, byte for byte, and the job does not so much as restart. */
class BadInputIT {
    private static final int FIVE_MEGABYTES = 5_000_000;
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: bad-in, partitions: 1, replicas: 1, config: {max.message.bytes: "16777216"}}
            - {name: bad-out, partitions: 1, replicas: 1}
            sources:
            - name: numbers
              topic: bad-in
              format: {type: Json}
              columns:
              - {name: id, type: BIGINT NOT NULL}
              - {name: name, type: STRING}
            sinks:
            - name: out
              kafka: {topic: bad-out, format: {type: Json}}
              query: SELECT id, name FROM numbers WHERE id >= 0
            job: {checkpoints: {interval: 1s}}
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
