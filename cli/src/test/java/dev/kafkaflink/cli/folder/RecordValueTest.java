package dev.kafkaflink.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        {"a": 1.50}   | {"a":1.5}
        {"a": 1} more | "{\\"a\\": 1} more"
        [1]           | "[1]"
        noon          | "noon"
        """)
    void onlyAnObjectIsMoreThanText(String value, String json) {
        assertThat(RecordValue.of(value.getBytes(StandardCharsets.UTF_8))).hasToString(json);
    }

    @Test
    void noTextAndNothing() {
        assertThat(RecordValue.of(new byte[] {(byte) 0xff})).hasToString("{\"base64\":\"/w==\"}");
        assertThat(RecordValue.of((byte[]) null).isNull()).isTrue();
    }
}
