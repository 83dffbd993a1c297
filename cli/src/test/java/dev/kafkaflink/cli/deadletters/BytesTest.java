package dev.kafkaflink.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void textIsWhatAPersonCanRead() {
        assertThat(Bytes.text("é\tü\n".getBytes(StandardCharsets.UTF_8))).contains("é\tü\n");
        assertThat(Bytes.text(new byte[] {(byte) 0xc3})).isEmpty();
        assertThat(Bytes.text(new byte[] {'a', 0, 'b'})).isEmpty();
        assertThat(Bytes.text(new byte[] {0x1b, '['}))
                .as("what a terminal would obey")
                .isEmpty();
    }

    @Test
    void othersAreRowsOfSixteen() {
        byte[] bytes = "0123456789abcdef\n".getBytes(StandardCharsets.UTF_8);
        assertThat(Bytes.hex(bytes))
                .containsExactly(
                        "00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  |0123456789abcdef|",
                        "00000010  0a                                               |.|");
    }
}
