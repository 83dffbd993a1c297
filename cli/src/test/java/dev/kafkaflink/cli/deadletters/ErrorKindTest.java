package dev.kafkaflink.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "malformed JSON at byte 17: no digit after the minus | malformed JSON at byte N: no digit after the minus",
                "items[3].price: expected DECIMAL(10, 2), found 1e99 | items[N].price: expected DECIMAL(N, N), found N",
                "dep_delay2: expected INT, found a string 'late' | dep_delay2: expected INT, found a string '...'",
                "count: is null, but must have a value | count: is null, but must have a value",
                "at is 2013-01-01T12:15:00Z, 2699999 ms behind 2013-01-01T12:59:59.999Z | at is N, N ms behind N",
                "'' | '...'",
            })
    void leavesOutWhatDiffers(String error, String kind) {
        assertThat(ErrorKind.of(error)).isEqualTo(kind);
    }

    @Test
    void takesTheFirstLineOfAStack() {
        assertThat(ErrorKind.of("java.lang.IllegalStateException: no\n  at a.b.C.d(C.java:12)"))
                .isEqualTo("java.lang.IllegalStateException: no");
        assertThat(ErrorKind.of("")).isEmpty();
    }
}
