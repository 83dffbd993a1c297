package dev.kafkaflink.cli.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "AP8=, , 00ff",
        "'a2V5\tAP8=', 6b6579, 00ff",
        "'\tAP8=', , 00ff",
        "'a2V5\t', 6b6579, ",
    })
    void base64IsTheSameNotationOfOtherBytes(String line, String key, String value) {
        InputLine read = InputLine.ofBase64(bytes(line));

        assertThat(read.key()).isEqualTo(key == null ? null : HexFormat.of().parseHex(key));
        assertThat(read.value()).isEqualTo(value == null ? null : HexFormat.of().parseHex(value));
    }

    @Test
    void anEmptyLineIsAnEmptyValueInBase64Too() {
        assertThat(InputLine.ofBase64(new byte[0]).value()).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
