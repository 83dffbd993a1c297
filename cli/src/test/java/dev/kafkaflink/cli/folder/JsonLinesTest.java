package dev.kafkaflink.cli.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":2}|{ \"b\": 2, \"a\": 1 }",
                "1.0|1",
                "1e2|100",
                "-0.0|0",
                "100000000000000000000000001.50|100000000000000000000000001.5",
                "[1, {\"a\": 2.50}]|[1.0,{\"a\":2.5}]",
                "\"\\u0041\"|\"A\"",
                "hello|hello"
            })
    void sameValueHoweverItIsWritten(String one, String other) {
        assertThat(of(one).minus(of(other))).isEmpty();
        assertThat(of(other).minus(of(one))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|\"1\"",
                "1.5|1.50001",
                "0.1|0.1000000000000000000000000001",
                "{\"a\":null}|{}",
                "[1,2]|[2,1]",
                "hello|\"hello\"",
                "{}{}|{}",
                "Hello|hello"
            })
    void differentValues(String one, String other) {
        assertThat(of(one).minus(of(other))).hasSize(1);
    }

    @Test
    void countsMatterAndOrderDoesNot() {
        assertThat(of("1", "2", "1").minus(of("2", "1", "1"))).isEmpty();
        assertThat(of("1", "1", "1").minus(of("1"))).containsExactly("1", "1");
    }

    @Test
    void tombstoneIsNotAnEmptyValue() {
        JsonLines tombstone = new JsonLines();
        tombstone.add(null);

        assertThat(tombstone.minus(of(""))).containsExactly("(no value)");
    }

    @Test
    void bytesThatAreNoTextAreCompared() {
        JsonLines one = new JsonLines();
        one.add(new byte[] {(byte) 0xff});
        JsonLines other = new JsonLines();
        other.add(new byte[] {(byte) 0xfe});

        assertThat(one.minus(other)).containsExactly("(no text, base64) /w==");
    }

    private static JsonLines of(String... values) {
        JsonLines lines = new JsonLines();
        for (String value : values) {
            lines.add(value.getBytes(UTF_8));
        }
        return lines;
    }
}
