package dev.kafkaflink.job.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.job.connector.CurrentRecord;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.format.DecoderUnavailableException;
import dev.kafkaflink.job.format.Decoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Records and what becomes of them in the source. */
class KafkaDecoderTest {
    private static final Decoding ROW = Decoding.of(new GenericRowData(0));

    @Test
    void aRecordOverWhichTheDecoderFailsIsADeadLetterAndCounted() {
        byte[] value = {1, 2};

        Decoded decoded = decode(
                bytes -> {
                    throw new IllegalStateException("a defect" + " ".repeat(1_000_000));
                },
                value);

        assertThat(decoded.row()).isNull();
        assertThat(decoded.deadLetter().value()).isSameAs(value);
        assertThat(decoded.deadLetter().offset()).isEqualTo(7);
        assertThat(decoded.deadLetter().error())
                .startsWith("the decoder failed, which is a defect of the job, with"
                        + " java.lang.IllegalStateException: a defect ")
                .hasSizeLessThan(5000)
                .contains(KafkaDecoderTest.class.getName())
                .satisfies(error -> assertThat(error.lines()).hasSizeLessThanOrEqualTo(6));
        assertThat(decoded.failed()).isTrue();
    }

    @Test
    void aStackThatOverflowsIsADeadLetter() {
        assertThat(decode(KafkaDecoderTest::endless, new byte[0]).deadLetter().error())
                .contains("java.lang.StackOverflowError");
    }

    /** As a dead letter it would be lost over a registry that is away for a minute. */
    @Test
    void aRecordThatIsNotToBlameFailsTheTask() {
        assertThatThrownBy(() -> decode(
                        bytes -> {
                            throw new DecoderUnavailableException("the registry is away", null);
                        },
                        new byte[0]))
                .isInstanceOf(DecoderUnavailableException.class);
    }

    @Test
    void theRecordIsKnownDownstreamForAsLongAsItIsWorkedOn() {
        CurrentRecord current = CurrentRecord.ofThisTask();
        KafkaDecoder schema = new KafkaDecoder("input", (Decode) bytes -> ROW, null);
        open(schema);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("topic", 3, 7, new byte[] {1}, new byte[] {2});
        record.headers().add("trace", new byte[] {3});
        List<DeadLetter> seen = new ArrayList<>();

        schema.deserialize(record, new Downstream(decoded -> seen.add(current.deadLetter("sink.out", "NaN"))));

        assertThat(current.isKnown()).isFalse();
        assertThat(seen).singleElement().satisfies(letter -> {
            assertThat(letter.describe()).isEqualTo("sink.out: topic 'topic', partition 3, offset 7: NaN");
            assertThat(letter.key()).containsExactly(1);
            assertThat(letter.value()).containsExactly(2);
            assertThat(letter.headers()).singleElement().satisfies(header -> assertThat(header.key())
                    .isEqualTo("trace"));
        });
    }

    @Test
    void theTimestampOfTheRecordIsNamedForWhatItIs() {
        CurrentRecord current = CurrentRecord.ofThisTask();

        current.begin(stamped(TimestampType.LOG_APPEND_TIME));
        assertThat(current.appendedAt()).isEqualTo(5);
        assertThat(current.createdAt()).isEqualTo(CurrentRecord.UNKNOWN);
        assertThat(current.timestamp()).isEqualTo(5);

        current.begin(stamped(TimestampType.CREATE_TIME));
        assertThat(current.appendedAt()).isEqualTo(CurrentRecord.UNKNOWN);
        assertThat(current.createdAt()).isEqualTo(5);
        assertThat(current.timestamp()).isEqualTo(5);

        current.end();
        assertThat(current.timestamp()).isEqualTo(CurrentRecord.UNKNOWN);
        assertThat(current.createdAt()).isEqualTo(CurrentRecord.UNKNOWN);
    }

    private static ConsumerRecord<byte[], byte[]> stamped(TimestampType type) {
        return new ConsumerRecord<>(
                "topic", 3, 7, 5, type, 0, 0, null, new byte[0], new RecordHeaders(), Optional.empty());
    }

    @Test
    void aRecordOverWhichTheTaskFailsIsNotTheNextOnes() {
        KafkaDecoder schema = new KafkaDecoder("input", (Decode) bytes -> ROW, null);
        open(schema);

        assertThatThrownBy(() -> schema.deserialize(
                        new ConsumerRecord<>("topic", 3, 7, null, new byte[0]), new Downstream(decoded -> {
                            throw new IllegalStateException("downstream");
                        })))
                .hasMessage("downstream");

        assertThat(CurrentRecord.ofThisTask().isKnown()).isFalse();
    }

    @Test
    void aRecordOfSeveralRowsCountsOnceAndOneOfNoneCountsToo() {
        GenericRowData row = new GenericRowData(0);

        assertThat(decodeAll(record -> Decoding.of(List.of(row, row)), new byte[] {1, 2}))
                .extracting(Decoded::bytes)
                .containsExactly(2, Decoded.FURTHER);
        assertThat(decodeAll(record -> Decoding.nothing(), new byte[] {1, 2})).containsExactly(Decoded.nothing(2));
    }

    private static Decoding endless(ConsumerRecord<byte[], byte[]> record) {
        return endless(new ConsumerRecord<>("topic", 3, 7, null, record.value()));
    }

    private Decoded decode(Decode decoder, byte[] value) {
        List<Decoded> out = decodeAll(decoder, value);
        assertThat(out).hasSize(1);
        return out.get(0);
    }

    private static List<Decoded> decodeAll(Decode decoder, byte[] value) {
        KafkaDecoder schema = new KafkaDecoder("input", decoder, null);
        open(schema);
        List<Decoded> out = new ArrayList<>();
        schema.deserialize(new ConsumerRecord<>("topic", 3, 7, null, value), new ListCollector<>(out));
        return out;
    }

    private static void open(KafkaDecoder decoder) {
        try {
            decoder.open(null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The operators that are chained to the source. */
    private record Downstream(Consumer<Decoded> operators) implements Collector<Decoded> {
        @Override
        public void collect(Decoded decoded) {
            operators.accept(decoded);
        }

        @Override
        public void close() {}
    }

    /** A decoder that is ready. */
    private interface Decode extends RecordDecoder {
        @Override
        default void open() {}
    }
}
