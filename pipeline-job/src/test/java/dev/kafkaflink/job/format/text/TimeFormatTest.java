package dev.kafkaflink.job.format.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.job.format.Mismatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that are not ISO 8601. */
class TimeFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        TIMESTAMP_LTZ(3) | dd/MMM/yyyy:HH:mm:ss Z       | 31/Jan/2026:12:00:05 +0100        | 2026-01-31T11:00:05
        TIMESTAMP_LTZ(3) | uuuu-MM-dd'T'HH:mm:ss.SSSSXXX| 2026-01-31T12:00:00.1239-05:30    | 2026-01-31T17:30:00.123
        TIMESTAMP_LTZ(0) | EEE, d MMM yyyy h:mm a z     | Sat, 31 Jan 2026 1:02 PM UTC      | 2026-01-31T13:02
        TIMESTAMP_LTZ(3) | yyyy-MM-dd HH:mm VV          | 2026-07-01 12:00 Europe/Berlin    | 2026-07-01T10:00
        TIMESTAMP(3)     | dd.MM.yy HH:mm               | 31.01.26 12:00                    | 2026-01-31T12:00
        TIMESTAMP(9)     | yyyyMMddHHmmss,SSSSSSSSS     | 20260131120000,123456789          | 2026-01-31T12:00:00.123456789
        DATE             | d MMMM yyyy                  | 1 January 1970                    | 0
        TIME(3)          | HH.mm.ss,SSS                 | 00.00.01,250                      | 1250
        TIME(0)          | h:mm a                       | 1:00 AM                           | 3600000
        """)
    void takes(String type, String pattern, String text, String expected) throws Mismatch {
        assertThat(read(type, pattern, text)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        TIMESTAMP_LTZ(3) | dd/MMM/yyyy:HH:mm:ss Z | 31/Feb/2026:12:00:05 +0100
        TIMESTAMP_LTZ(3) | dd/MMM/yyyy:HH:mm:ss Z | 31/Jan/2026:24:00:00 +0100
        TIMESTAMP_LTZ(3) | dd/MMM/yyyy:HH:mm:ss Z | 31/Jan/2026:12:00:05
        TIMESTAMP_LTZ(3) | dd/MMM/yyyy:HH:mm:ss Z | 31/Jän/2026:12:00:05 +0100
        TIMESTAMP_LTZ(3) | dd/MMM/yyyy:HH:mm:ss Z | 31/Jan/+12026:12:00:05 +0100
        TIMESTAMP_LTZ(3) | dd/MMM/yyyy:HH:mm:ss Z | ~~
        TIMESTAMP_LTZ(3) | yyyy-MM-dd HH:mm VV    | 2026-03-29 02:30 Europe/Berlin
        TIMESTAMP_LTZ(3) | yyyy-MM-dd HH:mm VV    | 2026-10-25 02:30 Europe/Berlin
        TIMESTAMP(3)     | EEE dd.MM.yyyy HH:mm   | Mon 31.01.2026 12:00
        TIME(0)          | HH:mm:ss.SSS           | 12:00:00.001
        TIMESTAMP_LTZ(3) | dd.MM.yyyy HH:mm[ Z]   | 31.01.2026 12:00
        TIMESTAMP(3)     | dd.MM.yyyy[ HH:mm]     | 31.01.2026
        TIME(0)          | [HH:mm]                | ~~
        DATE             | dd.MM.uuuu             | 29.02.2026
        """)
    void refuses(String type, String pattern, String text) {
        assertThatThrownBy(() -> read(type + " NOT NULL", pattern, text))
                .isInstanceOf(Mismatch.class)
                .hasMessage("expected %s (%s), found \"%s\"".formatted(type, pattern, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        TIMESTAMP_LTZ(3) | dd.MM.yyyy HH:mm     | 'dd.MM.yyyy HH:mm' has no offset from UTC, such as Z or XXX, which a TIMESTAMP_LTZ(3) needs; give the column another type, or the format other letters
        TIMESTAMP(3)     | dd.MM.yyyy HH:mm Z   | 'dd.MM.yyyy HH:mm Z' has an offset from UTC, such as Z or XXX, which a TIMESTAMP(3) does not hold; give the column another type, or the format other letters
        TIMESTAMP(3)     | MMM d HH:mm:ss       | 'MMM d HH:mm:ss' has no date (year, month and day), which a TIMESTAMP(3) needs; give the column another type, or the format other letters
        TIMESTAMP(3)     | YYYY-MM-dd HH:mm     | 'YYYY-MM-dd HH:mm' has no date (year, month and day), which a TIMESTAMP(3) needs; give the column another type, or the format other letters
        TIMESTAMP(3)     | yyyy-MM-dd hh:mm     | 'yyyy-MM-dd hh:mm' has no time of day, which a TIMESTAMP(3) needs; give the column another type, or the format other letters
        DATE             | yyyy-MM-dd HH:mm     | 'yyyy-MM-dd HH:mm' has a time of day, which a DATE does not hold; give the column another type, or the format other letters
        TIME(0)          | yyyy-MM-dd HH:mm     | 'yyyy-MM-dd HH:mm' has a date (year, month and day), which a TIME(0) does not hold; give the column another type, or the format other letters
        DATE             | foo                  | 'foo' is no format of times: Unknown pattern letter: f
        INT              | yyyy                 | is for a DATE, TIME, TIMESTAMP or TIMESTAMP_LTZ, not INT
        """)
    void says(String type, String pattern, String problem) {
        assertThatThrownBy(() -> TimeFormat.of(pattern, Texts.type(type)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    private static Object read(String type, String pattern, String text) throws Mismatch {
        char[] within = ("1" + text + "1").toCharArray();
        return TimeFormat.of(pattern, Texts.type(type)).read(within, 1, text.length());
    }
}
