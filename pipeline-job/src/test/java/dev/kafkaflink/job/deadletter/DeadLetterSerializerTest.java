package dev.kafkaflink.job.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** Dead letters in checkpoints: what one version wrote, the next reads. */
class DeadLetterSerializerTest {
    private static final DeadLetter LETTER = new DeadLetter(
            "source.a",
            "wrong",
            "t",
            3,
            4L,
            -1L,
            null,
            new byte[] {(byte) 0xFF},
            List.of(new DeadLetter.Header("h", null), new DeadLetter.Header("h", new byte[] {1})));
    private static final String VERSION_1 = "0100000008736f757263652e610000000577726f6e67000000017400000003"
            + "0000000000000004ffffffffffffffffffffffff00000001ff000000020000000168ffffffff00000001680000000101";

    @Test
    void readsWhatVersionOneWrote() throws IOException {
        byte[] bytes = HexFormat.of().parseHex(VERSION_1);

        DeadLetter letter = DeadLetterSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));

        assertThat(letter).usingRecursiveComparison().isEqualTo(LETTER);
    }

    @Test
    void writesVersionOne() throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);

        DeadLetterSerializer.INSTANCE.serialize(LETTER, target);

        assertThat(HexFormat.of().formatHex(target.getCopyOfBuffer())).isEqualTo(VERSION_1);
    }

    @Test
    void refusesAnotherVersion() {
        assertThatThrownBy(() ->
                        DeadLetterSerializer.INSTANCE.deserialize(new DataInputDeserializer(new byte[] {2, 0, 0})))
                .isInstanceOf(IOException.class)
                .hasMessage("a dead letter of version 2 cannot be read; this job writes version 1");
    }
}
