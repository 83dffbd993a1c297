package dev.kafkaflink.cli.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLineTest {
    @Test
    void lineWithoutTabIsAValue() {
        InputLine line = InputLine.of(bytes("{\"a\": 1}"));

        assertThat(line.key()).isNull();
        assertThat(line.value()).isEqualTo(bytes("{\"a\": 1}"));
    }

    @Test
    void firstTabPartsKeyAndValue() {
        InputLine line = InputLine.of(bytes("key\tone\ttwo"));

        assertThat(line.key()).isEqualTo(bytes("key"));
        assertThat(line.value()).isEqualTo(bytes("one\ttwo"));
    }

    @Test
    void leadingTabMeansNoKey() {
        InputLine line = InputLine.of(bytes("\tone\ttwo"));

        assertThat(line.key()).isNull();
        assertThat(line.value()).isEqualTo(bytes("one\ttwo"));
    }

    @Test
    void keyWithoutValueIsATombstone() {
        InputLine line = InputLine.of(bytes("key\t"));

        assertThat(line.key()).isEqualTo(bytes("key"));
        assertThat(line.value()).isNull();
    }

    @Test
    void emptyLineIsAnEmptyValue() {
        InputLine line = InputLine.of(new byte[0]);

        assertThat(line.key()).isNull();
        assertThat(line.value()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        byte[] invalid = {(byte) 0xff, (byte) 0xfe, 0, '{'};

        assertThat(InputLine.of(invalid).value()).isEqualTo(invalid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "value", "key\tvalue", "key\t", "\tone\ttwo", "key\tone\ttwo", "\t"})
    void writtenLineReadsAsTheSameRecord(String text) {
        InputLine record = InputLine.of(bytes(text));

        InputLine again = InputLine.of(record.toLine());

        assertThat(again.key()).isEqualTo(record.key());
        assertThat(again.value()).isEqualTo(record.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
