package dev.kafkaflink.job.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

/** Transactions in checkpoints: what one version wrote, the next reads. */
class CountedCommittableSerializerTest {
    /** A transaction as Flink's Kafka connector writes it: epoch, producer id, transactional id. */
    private static final String BARE = "000700000000000000290009746573742d302d3132";

    private static final String VERSION_1001 = "0100000001000174000000030000000000000028000000000000006400000000000000"
            + "8d010000000100000015000700000000000000290009746573742d302d3132";

    private static final List<WrittenRange> WRITTEN = List.of(new WrittenRange("t", 3, 40L, 100L, 141L));

    @Test
    void readsBareOnesOfTheVersionsThatDidNotCount() throws IOException {
        assertBare(kafka());
    }

    @Test
    void writesAndReadsVersion1001() throws IOException {
        assertCounted(kafka());
    }

    @Test
    void writesCountsWithoutATransaction() throws IOException {
        CountedCommittableSerializer<?> serializer = new CountedCommittableSerializer<>(kafka());

        assertCountsAlone(serializer);
    }

    private static <C> void assertBare(SimpleVersionedSerializer<C> transactions) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(BARE);

        CountedCommittable<C> read = new CountedCommittableSerializer<>(transactions).deserialize(1, bytes);

        assertThat(read.transaction()).isEqualTo(transactions.deserialize(1, bytes));
        assertThat(read.records()).isZero();
        assertThat(read.lost()).isFalse();
    }

    private static <C> void assertCounted(SimpleVersionedSerializer<C> transactions) throws IOException {
        C transaction = transactions.deserialize(1, HexFormat.of().parseHex(BARE));
        CountedCommittableSerializer<C> serializer = new CountedCommittableSerializer<>(transactions);
        CountedCommittable<C> committable = new CountedCommittable<>(transaction, WRITTEN, true);

        assertThat(HexFormat.of().formatHex(serializer.serialize(committable))).isEqualTo(VERSION_1001);
        assertThat(serializer.deserialize(1001, HexFormat.of().parseHex(VERSION_1001)))
                .isEqualTo(committable);
    }

    private static <C> void assertCountsAlone(CountedCommittableSerializer<C> serializer) throws IOException {
        CountedCommittable<C> committable = new CountedCommittable<>(null, WRITTEN, false);

        assertThat(serializer.deserialize(1001, serializer.serialize(committable)))
                .isEqualTo(committable);
    }

    private static SimpleVersionedSerializer<?> kafka() {
        TwoPhaseCommittingStatefulSink<String, ?, ?> sink = KafkaSink.<String>builder()
                .setBootstrapServers("localhost:1")
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic("t")
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
        return sink.getCommittableSerializer();
    }
}
