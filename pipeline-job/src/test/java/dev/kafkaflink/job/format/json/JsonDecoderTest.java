package dev.kafkaflink.job.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.crds.table.JsonOptions;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and the columns that take them, or say why not. */
class JsonDecoderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        INT                | 12                          | 12
        INT                | 1.0                         | 1
        INT                | 2e3                         | 2000
        BIGINT             | 9223372036854775807         | 9223372036854775807
        TINYINT            | -128                        | -128
        BIGINT             | -9.223372036854775808e18    | -9223372036854775808
        BIGINT             | 100e-2                      | 1
        BIGINT             | 0e99999999                  | 0
        BOOLEAN            | true                        | true
        DOUBLE             | 1                           | 1.0
        FLOAT              | 0.1                         | 0.1
        DECIMAL(5, 2)      | 123.450                     | 123.45
        DECIMAL(5, 2)      | 0e99999999                  | 0.00
        STRING             | "x"                         | x
        CHAR(3)            | "x"                         | ~x  ~
        DATE               | "2013-01-31"                | 15736
        TIME(3)            | "10:15:00.250"              | 36900250
        TIME(0)            | "10:15"                     | 36900000
        TIMESTAMP(3)       | "2013-01-01T10:15:00.123"   | 2013-01-01T10:15:00.123
        TIMESTAMP(3)       | "2013-01-01 10:15:00"       | 2013-01-01T10:15
        TIMESTAMP_LTZ(3)   | "2013-01-01T10:15:00Z"      | 2013-01-01T10:15
        TIMESTAMP_LTZ(3)   | "2013-01-01T10:15:00+02:30" | 2013-01-01T07:45
        TIMESTAMP_LTZ(3)   | "2013-01-01 10:15:00"       | 2013-01-01T10:15
        TIMESTAMP_LTZ(3)   | "2013-01-01T10:15:00.123456789Z" | 2013-01-01T10:15:00.123
        ARRAY<INT>         | [1,null]                    | [1, null]
        """)
    void takes(String type, String json, String expected) {
        Decoding decoding = decode(type, "{\"c\":" + json + "}");

        String actual = text(decoding.rows().get(0).getField(0));
        assertThat(actual).isEqualTo(expected);
    }

    private static String text(Object value) {
        return value instanceof GenericArrayData array ? Arrays.toString(array.toObjectArray()) : String.valueOf(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        INT                | 2147483648        | column 'c': expected INT, found 2147483648
        INT                | 1.5               | column 'c': expected INT, found 1.5
        BIGINT             | 9223372036854775808 | column 'c': expected BIGINT, found 9223372036854775808
        BIGINT             | 1e999999999       | column 'c': expected BIGINT, found 1e999999999
        BIGINT             | 1e99999999999     | column 'c': expected BIGINT, found 1e99999999999
        BIGINT             | 100e2147483647    | column 'c': expected BIGINT, found 100e2147483647
        BIGINT             | 1e-99999999999    | column 'c': expected BIGINT, found 1e-99999999999
        BIGINT             | 9.223372036854775808e18 | column 'c': expected BIGINT, found 9.223372036854775808e18
        INT                | "1"               | column 'c': expected INT, found "1"
        INT                | {"a":1}           | column 'c': expected INT, found an object
        STRING             | 1                 | column 'c': expected STRING, found 1
        STRING             | "\\ud800"         | column 'c': half of a surrogate pair, which is no character
        BOOLEAN            | 1                 | column 'c': expected BOOLEAN, found 1
        DOUBLE             | 1e400             | column 'c': expected DOUBLE, found 1e400
        DATE               | 15736             | column 'c': expected DATE (yyyy-MM-dd), found 15736
        DECIMAL(5, 2)      | "1.00"            | column 'c': expected DECIMAL(5, 2), found "1.00"
        DECIMAL(5, 2)      | 1000              | column 'c': expected DECIMAL(5, 2), found 1000
        DECIMAL(5, 2)      | 1.005             | column 'c': expected DECIMAL(5, 2), found 1.005
        DECIMAL(5, 2)      | 1e999999999       | column 'c': expected DECIMAL(5, 2), found 1e999999999
        DECIMAL(5, 2)      | 1e99999999999     | column 'c': expected DECIMAL(5, 2), found 1e99999999999
        DECIMAL(5, 2)      | 100e2147483647    | column 'c': expected DECIMAL(5, 2), found 100e2147483647
        DECIMAL(5, 2)      | 1e-99999999999    | column 'c': expected DECIMAL(5, 2), found 1e-99999999999
        DOUBLE             | 1e99999999999     | column 'c': expected DOUBLE, found 1e99999999999
        FLOAT              | 1e99999999999     | column 'c': expected FLOAT, found 1e99999999999
        FLOAT              | 1e39              | column 'c': expected FLOAT, found 1e39
        VARCHAR(2)         | "abc"             | column 'c': expected VARCHAR(2), found "abc"
        BYTES              | "%"               | column 'c': expected BYTES in base64, found "%"
        DATE               | "2013-02-29"      | column 'c': expected DATE (yyyy-MM-dd), found "2013-02-29"
        TIME(0)            | "24:00:00"        | column 'c': expected TIME(0) (HH:mm:ss), found "24:00:00"
        TIMESTAMP(3)       | "2013-01-01T10:15:00Z" | column 'c': expected TIMESTAMP(3) (yyyy-MM-ddTHH:mm:ss without a zone), found "2013-01-01T10:15:00Z"
        TIMESTAMP_LTZ(3)   | 1357035300000     | column 'c': expected TIMESTAMP_LTZ(3) (yyyy-MM-ddTHH:mm:ssZ), found 1357035300000
        ARRAY<INT>         | [1,"x"]           | column 'c[1]': expected INT, found "x"
        ARRAY<INT NOT NULL> | [null]           | column 'c[0]': is null, but must have a value
        ROW<a ROW<b INT>>  | {"a":{"b":true}}  | column 'c.a.b': expected INT, found true
        ROW<a INT NOT NULL> | {}               | column 'c.a': is missing or null, but must have a value
        MAP<STRING, ARRAY<INT>> | {"k":[{}]}   | column 'c.k[0]': expected INT, found an object
        STRING NOT NULL    | null              | column 'c': is missing or null, but must have a value
        """)
    void rejects(String type, String json, String reason) {
        assertThat(decode(type, "{\"c\":" + json + "}").rejection()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        {"c":1          | malformed JSON at byte 6: Unexpected end-of-input
        {"c":1}}        | malformed JSON at byte 7: Unexpected close marker '}'
        {"c":1} {}      | something follows the JSON object
        {"c":1} x       | malformed JSON at byte 9: Unrecognized token 'x'
        [1]             | expected a JSON object, found an array
        1               | expected a JSON object, found a value
        null            | expected a JSON object, found a value
        {"c":01}        | malformed JSON at byte 6: Invalid numeric value
        ~~              | empty value
        {"z":tru,"c":1} | malformed JSON at byte 9: Unrecognized token 'tru'
        """)
    void rejectsDocuments(String document, String reason) {
        assertThat(decode("INT", document).rejection()).startsWith(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        TIMESTAMP(3)     | Seconds      | 1.5                      | 1970-01-01T00:00:01.500
        TIMESTAMP(3)     | Seconds      | -0.0001                  | 1969-12-31T23:59:59.999
        TIMESTAMP(3)     | Seconds      | 1e-999999999             | 1970-01-01T00:00
        TIMESTAMP(3)     | Milliseconds | -1e-2147483647           | 1969-12-31T23:59:59.999
        TIMESTAMP_LTZ(6) | Microseconds | 1769860800123456         | 2026-01-31T12:00:00.123456
        TIMESTAMP(9)     | Nanoseconds  | 1769860800123456789      | 2026-01-31T12:00:00.123456789
        TIME(3)          | Seconds      | 3600.25                  | 3600250
        TIME(3)          | Milliseconds | 0e999999999              | 0
        TIME(0)          | Microseconds | 86399000000              | 86399000
        TIME(3)          | Nanoseconds  | 1000000                  | 1
        """)
    void takesTimesThatAreNumbers(String type, Epoch unit, String json, String expected) {
        assertThat(text(decode(type, unit, json).rows().get(0).getField(0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        TIMESTAMP(3) | Seconds      | 253402300800    | TIMESTAMP(3) (seconds since 1970-01-01)
        TIMESTAMP(3) | Nanoseconds  | 1e999999999     | TIMESTAMP(3) (nanoseconds since 1970-01-01)
        TIME(3)      | Milliseconds | 86400000        | TIME(3) (milliseconds since midnight)
        TIME(3)      | Milliseconds | -1              | TIME(3) (milliseconds since midnight)
        TIME(3)      | Microseconds | 1               | TIME(3) (microseconds since midnight)
        TIME(9)      | Nanoseconds  | 999999          | TIME(9) (nanoseconds since midnight)
        TIME(0)      | Milliseconds | 500             | TIME(0) (milliseconds since midnight)
        TIME(3)      | Seconds      | 1e-2147483647   | TIME(3) (seconds since midnight)
        TIME(3)      | Seconds      | 100e2147483646  | TIME(3) (seconds since midnight)
        TIME(3)      | Seconds      | "10:00"         | TIME(3) (seconds since midnight)
        """)
    void rejectsNumbersThatAreNoTime(String type, Epoch unit, String json, String expected) {
        assertThat(decode(type, unit, json).rejection())
                .isEqualTo("column 'c': expected " + expected + ", found " + json);
    }

    private static Decoding decode(String type, Epoch unit, String json) {
        return JsonDecoders.of(JsonOptions.DEFAULT, new Column("c", type, null, null, unit, null))
                .decode(bytes("{\"c\":" + json + "}"), null);
    }

    @Test
    void rejectsWhatIsNoText() {
        assertThat(decoder("INT", JsonOptions.DEFAULT).decode(null, null).rejection())
                .isEqualTo("empty value (tombstone)");
        assertThat(decoder("INT", JsonOptions.DEFAULT)
                        .decode(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80}, null)
                        .rejection())
                .isEqualTo("invalid UTF-8 at byte 2");
        assertThat(decoder("INT", JsonOptions.DEFAULT)
                        .decode("{\"c\":1}".getBytes(StandardCharsets.UTF_16LE), null)
                        .rejection())
                .isEqualTo("malformed JSON: a NUL byte");
    }

    @Test
    void theLastOfTwoFieldsCounts() {
        assertThat(decode("INT", "{\"c\":1,\"c\":2}").rows()).containsExactly(GenericRowData.of(2));
        assertThat(decode("INT NOT NULL", "{\"c\":1,\"c\":null}").rows()).isNull();
    }

    @Test
    void namesNoLimitOfWhatNobodyReadsButTheDepth() {
        assertThat(decode("INT", "{\"" + "n".repeat(50_001) + "\":1,\"c\":2}").rows())
                .containsExactly(GenericRowData.of(2));
        assertThat(decode("INT", nested(JsonSettings.DEFAULT.depth() - 1)).rows())
                .containsExactly(GenericRowData.of(2));
        assertThat(decode("INT", nested(JsonSettings.DEFAULT.depth())).rejection())
                .isEqualTo("objects and arrays are more than 100000 deep, the limit by format.json.maxDepth");
    }

    @Test
    void limitsAreOptionsOfTheFormat() {
        JsonOptions options = new JsonOptions(30, 3, null, null, null);

        assertThat(decode("DOUBLE", "{\"c\":" + "1".repeat(30) + "}", options).rows())
                .isNotNull();
        assertThat(decode("DOUBLE", "{\"c\":" + "1".repeat(31) + "}", options).rejection())
                .isEqualTo(
                        "column 'c': expected DOUBLE, found a number of 31 characters; at most 30 are read, the limit by"
                                + " format.json.maxNumberLength");
        assertThat(decode("INT", nested(2), options).rows()).isNotNull();
        assertThat(decode("INT", nested(3), options).rejection())
                .isEqualTo("objects and arrays are more than 3 deep, the limit by format.json.maxDepth");
    }

    @Test
    void namesALongKeyByItsBeginning() {
        assertThat(decode("MAP<STRING, INT>", "{\"c\":{\"" + "k".repeat(1_000_000) + "\":\"x\"}}")
                        .rejection())
                .isEqualTo("column 'c." + "k".repeat(40) + "...': expected INT, found \"x\"");
    }

    private static String nested(int depth) {
        return "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + ",\"c\":2}";
    }

    @Test
    void forgetsNamesThatAreEverNew() {
        JsonDecoder decoder = decoder("INT", JsonOptions.DEFAULT);
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            assertThat(decoder.decode(bytes("{\"id-" + i + "\":{\"x-" + i + "\":1},\"c\":1}"), null)
                            .rows())
                    .isNotNull();
            most = Math.max(most, decoder.names());
        }

        assertThat(most).isBetween(JsonNames.MAX, JsonNames.MAX + 3);
    }

    @Test
    void missesAColumnThatIsNotProjected() {
        RowType type = RowType.of(
                new LogicalType[] {parse("INT NOT NULL"), parse("STRING"), parse("TIMESTAMP(3)")},
                new String[] {"a", "b", "t"});
        JsonDecoder decoder = JsonDecoders.of(type, Projection.of(new int[] {2, 1}));

        assertThat(decoder.decode(bytes("{\"t\":\"1970-01-01 00:00:01\",\"b\":\"x\"}"), null)
                        .rejection())
                .isEqualTo("column 'a': is missing or null, but must have a value");
        assertThat(decoder.decode(
                                bytes("{\"t\":\"1970-01-01 00:00:01\",\"other\":{\"deep\":[1]},\"b\":\"x\",\"a\":7}"),
                                null)
                        .rows())
                .containsExactly(GenericRowData.of(TimestampData.fromEpochMillis(1000), StringData.fromString("x")));
    }

    private static Decoding decode(String type, String document) {
        return decode(type, document == null ? "" : document, JsonOptions.DEFAULT);
    }

    private static Decoding decode(String type, String document, JsonOptions options) {
        return decoder(type, options).decode(bytes(document), null);
    }

    private static JsonDecoder decoder(String type, JsonOptions options) {
        RowType row = RowType.of(new LogicalType[] {parse(type)}, new String[] {"c"});
        return JsonDecoders.of(row, Projection.all(row), options);
    }

    private static LogicalType parse(String type) {
        return JsonDecoders.parse(type);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
