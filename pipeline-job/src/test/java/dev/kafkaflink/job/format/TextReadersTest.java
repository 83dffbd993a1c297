package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.json.TypedValue;
import java.util.Base64;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and the types that take them, or say why not. */
class TextReadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        BOOLEAN            | true                           | true
        BOOLEAN            | FALSE                          | false
        TINYINT            | -128                           | -128
        SMALLINT           | +32767                         | 32767
        INT                | 007                            | 7
        INT                | 1.0                            | 1
        INT                | 2e3                            | 2000
        INT                | -0                             | 0
        BIGINT             | 9223372036854775807            | 9223372036854775807
        BIGINT             | 999999999999999999             | 999999999999999999
        BIGINT             | -9.223372036854775808e18       | -9223372036854775808
        BIGINT             | 0e99999999                     | 0
        FLOAT              | 0.1                            | 0.1
        DOUBLE             | .5                             | 0.5
        DOUBLE             | 5.                             | 5.0
        DOUBLE             | -1E-3                          | -0.001
        DECIMAL(5, 2)      | 123.450                        | 123.45
        DECIMAL(38, 0)     | 99999999999999999999999999999999999999 | 99999999999999999999999999999999999999
        STRING             | x y                            | x y
        STRING             | ~~                             | ~~
        VARCHAR(2)         | 😀😀                             | 😀😀
        CHAR(3)            | x                              | ~x  ~
        DATE               | 2013-01-31                     | 15736
        TIME(3)            | 10:15:00.250                   | 36900250
        TIMESTAMP(3)       | 2013-01-01T10:15:00.123456     | 2013-01-01T10:15:00.123
        TIMESTAMP(9)       | 2013-01-01 10:15:00            | 2013-01-01T10:15
        TIMESTAMP_LTZ(3)   | 2013-01-01T10:15:00+02:30      | 2013-01-01T07:45
        BYTES              | AQI=                           | AQI=
        BYTES              | ~~                             | ~~
        BINARY(2)          | AQI=                           | AQI=
        """)
    void takes(String type, String text, String expected) throws Mismatch {
        Object value = read(type, text);

        String actual = value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        BOOLEAN            | 1                   | expected BOOLEAN, found "1"
        BOOLEAN            | tru\u0365           | expected BOOLEAN, found "tru\u0365"
        TINYINT            | 128                 | expected TINYINT, found "128"
        INT                | 2147483648          | expected INT, found "2147483648"
        INT                | 1.5                 | expected INT, found "1.5"
        INT                | ~~                  | expected INT, found ""
        INT                | ~ 1~                | expected INT, found " 1"
        INT                | 1-                  | expected INT, found "1-"
        INT                | +                   | expected INT, found "+"
        INT                | .                   | expected INT, found "."
        INT                | 1e                  | expected INT, found "1e"
        INT                | e1                  | expected INT, found "e1"
        INT                | 0x1                 | expected INT, found "0x1"
        INT                | ١                   | expected INT, found "١"
        BIGINT             | 9223372036854775808 | expected BIGINT, found "9223372036854775808"
        BIGINT             | 1e999999999         | expected BIGINT, found "1e999999999"
        BIGINT             | 1e-99999999999      | expected BIGINT, found "1e-99999999999"
        BIGINT             | abc                 | expected BIGINT, found "abc"
        DOUBLE             | NaN                 | expected DOUBLE, found "NaN"
        DOUBLE             | Infinity            | expected DOUBLE, found "Infinity"
        DOUBLE             | 1d                  | expected DOUBLE, found "1d"
        DOUBLE             | 1e400               | expected DOUBLE, found "1e400"
        FLOAT              | 1e39                | expected FLOAT, found "1e39"
        DECIMAL(5, 2)      | 1000                | expected DECIMAL(5, 2), found "1000"
        DECIMAL(5, 2)      | 1.005               | expected DECIMAL(5, 2), found "1.005"
        DECIMAL(5, 2)      | 1,5                 | expected DECIMAL(5, 2), found "1,5"
        VARCHAR(2)         | abc                 | expected VARCHAR(2), found "abc"
        CHAR(2)            | abc                 | expected CHAR(2), found "abc"
        BYTES              | %                   | expected BYTES in base64, found "%"
        BINARY(2)          | AQ==                | expected BINARY(2), found "AQ=="
        VARBINARY(1)       | AQI=                | expected VARBINARY(1), found "AQI="
        DATE               | 2013-02-29          | expected DATE (yyyy-MM-dd), found "2013-02-29"
        TIME(0)            | 24:00:00            | expected TIME(0) (HH:mm:ss), found "24:00:00"
        TIMESTAMP(3)       | 2013-01-01T10:15Z   | expected TIMESTAMP(3) (yyyy-MM-ddTHH:mm:ss without a zone), found "2013-01-01T10:15Z"
        TIMESTAMP_LTZ(3) NOT NULL | noon         | expected TIMESTAMP_LTZ(3) (yyyy-MM-ddTHH:mm:ssZ), found "noon"
        """)
    void refuses(String type, String text, String reason) {
        assertThatThrownBy(() -> read(type, text)).hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        Seconds      | TIMESTAMP_LTZ(3) | 1357035300.1239     | 2013-01-01T10:15:00.123
        Seconds      | TIMESTAMP(0)     | -0.5                | 1969-12-31T23:59:59
        Milliseconds | TIMESTAMP_LTZ(3) | 1357035300123       | 2013-01-01T10:15:00.123
        Microseconds | TIMESTAMP(6)     | 1357035300123456    | 2013-01-01T10:15:00.123456
        Nanoseconds  | TIMESTAMP(9)     | 1357035300123456789 | 2013-01-01T10:15:00.123456789
        Seconds      | TIMESTAMP(3)     | -1e-999999999       | 1969-12-31T23:59:59.999
        Microseconds | TIME(3)          | 36900123000         | 36900123
        """)
    void takesTimesThatAreNumbers(Column.Epoch unit, String type, String text, String expected) throws Mismatch {
        assertThat(read(epoch(unit), type, text)).hasToString(expected);
    }

    @Test
    void refusesTimesThatAreNoNumbers() {
        assertThatThrownBy(() -> read(epoch(Column.Epoch.Seconds), "TIMESTAMP(3)", "2013-01-01"))
                .hasMessage("expected TIMESTAMP(3) (seconds since 1970-01-01), found \"2013-01-01\"");
        assertThatThrownBy(() -> read(epoch(Column.Epoch.Seconds), "TIMESTAMP(3)", "253402300800"))
                .hasMessage("expected TIMESTAMP(3) (seconds since 1970-01-01), found \"253402300800\"");
        assertThatThrownBy(() -> read(epoch(Column.Epoch.Seconds), "TIME(0)", "86400"))
                .hasMessage("expected TIME(0) (seconds since midnight), found \"86400\"");
    }

    @Test
    void readsNumbersUpToALength() throws Mismatch {
        assertThat(read("DOUBLE", "0".repeat(999) + "1")).isEqualTo(1.0);
        assertThatThrownBy(() -> read("INT", "0".repeat(1000) + "1"))
                .hasMessage("expected INT, found a number of 1001 characters; at most 1000 are read");
        assertThatThrownBy(() -> read("INT", "x".repeat(100_000)))
                .hasMessage("expected INT, found \"" + "x".repeat(40) + "...\"");
    }

    @Test
    void aMessageIsOneLineOfWholeCharacters() {
        assertThat(Mismatch.shown("a\r\n\tb\u0000")).isEqualTo("a\\r\\n\\tb\uFFFD");
        assertThat(Mismatch.shown("x".repeat(39) + "😀")).isEqualTo("x".repeat(39) + "...");
    }

    @Test
    void namesWhatHasNoFormAsText() {
        assertThat(unreadable(new Column("c", "ARRAY<INT>"))).isEqualTo("type ARRAY<INT> has no form in Csv");
        assertThat(unreadable(new Column("c", "STRING", null, "/a", null, null)))
                .isEqualTo("path and jsonText are for columns of the formats Json and DebeziumJson, not Csv");
        assertThat(unreadable(new Column("c", "STRING", null, null, Column.Epoch.Seconds, null)))
                .isEqualTo("a column with epoch is a TIMESTAMP, TIMESTAMP_LTZ or TIME, not STRING");
        assertThat(unreadable(new Column("c", "INT"))).isNull();
        assertThatThrownBy(() -> TextWriters.of(type("ARRAY<INT>"), "Csv"))
                .hasMessage("type ARRAY<INT> has no form in Csv");
    }

    @Provide
    Arbitrary<TypedValue> rows() {
        return TypedValue.rows(0);
    }

    @Property(tries = 500)
    void readsWhatIsWritten(@ForAll("rows") TypedValue row) throws Mismatch {
        RowType types = (RowType) row.type();
        GenericRowData values = (GenericRowData) row.value();
        for (int i = 0; i < types.getFieldCount(); i++) {
            Object value = values.getField(i);
            if (value != null) {
                StringBuilder text = new StringBuilder();
                TextWriters.of(types.getTypeAt(i), "Csv").write(text, value);

                assertThat(read(TextReaders.of(types.getTypeAt(i), "Csv"), text.toString()))
                        .isEqualTo(value);
            }
        }
    }

    private static String unreadable(Column column) {
        return TextReaders.unreadable(column, type(column.type()), Format.Type.Csv)
                .orElse(null);
    }

    private static Column epoch(Column.Epoch unit) {
        return new Column("c", "", null, null, unit, null);
    }

    private static Object read(Column column, String type, String text) throws Mismatch {
        return read(TextReaders.of(column, type(type), Format.Type.Csv), text);
    }

    private static Object read(String type, String text) throws Mismatch {
        return read(TextReaders.of(type(type), "Csv"), text);
    }

    /** Within other text, so that a reader that leaves its range is found out. */
    private static Object read(TextReader reader, String text) throws Mismatch {
        char[] within = ("1" + text + "1").toCharArray();
        reader.check(within, 1, text.length());
        return reader.read(within, 1, text.length());
    }

    private static LogicalType type(String type) {
        return LogicalTypeParser.parse(type, TextReadersTest.class.getClassLoader());
    }
}
