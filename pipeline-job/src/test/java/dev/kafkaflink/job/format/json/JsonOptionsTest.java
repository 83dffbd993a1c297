package dev.kafkaflink.job.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.crds.table.JsonOptions;
import dev.kafkaflink.crds.table.JsonOptions.UnknownFields;
import dev.kafkaflink.job.format.Decoding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of a column and of the format change. */
class JsonOptionsTest {
    private static final JsonOptions ARRAYS = new JsonOptions(null, null, null, true, null);
    private static final JsonOptions STRICT = new JsonOptions(null, null, UnknownFields.Reject, null, null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        /a               | {"a":1}                          | 1
        /a/b             | {"a":{"b":1}}                    | 1
        /a/b             | {"x":{"b":2},"a":{"c":{"b":3},"b":1}} | 1
        /a/0             | {"a":[1,2]}                      | 1
        /a/1/b           | {"a":[{"b":2},{"b":1}]}          | 1
        /a~1b/c~0d       | {"a/b":{"c~d":1}}                | 1
        /a/b             | {"a":{"b":2},"a":{"b":1}}        | 1
        /a/b             | {"a":{"b":1},"a":{}}             | null
        /a/b             | {"a":{"b":1},"a":5}              | null
        /a/b             | {"a":[1]}                        | null
        /a/2             | {"a":[1,2]}                      | null
        /a/b             | {"a":null}                       | null
        /a/b             | {}                               | null
        """)
    void aColumnCanLieAnywhereInTheRecord(String path, String json, String expected) {
        Decoding decoding = decode(JsonOptions.DEFAULT, json, at("c", "INT", path));

        assertThat(decoding.rejection()).isNull();
        assertThat(decoding.rows().get(0).getField(0))
                .isEqualTo(expected.equals("null") ? null : Integer.valueOf(expected));
    }

    @Test
    void columnsCanShareAValueOrLieWithinOneAnother() {
        assertThat(decode(
                                JsonOptions.DEFAULT,
                                "{\"a\":{\"b\":1,\"deep\":[[1.50]]},\"after\":2}",
                                at("whole", "ROW<b INT>", "/a"),
                                at("b", "INT", "/a/b"),
                                new Column("text", "STRING", null, "/a/deep", null, true),
                                new Column("after", "INT"))
                        .rows())
                .containsExactly(GenericRowData.of(GenericRowData.of(1), 1, StringData.fromString("[[1.50]]"), 2));
    }

    @Test
    void aMissingPathAndAWrongValueThereAreToldByTheColumn() {
        assertThat(decode(JsonOptions.DEFAULT, "{\"a\":{}}", at("c", "INT NOT NULL", "/a/b"))
                        .rejection())
                .isEqualTo("column 'c': is missing or null, but must have a value");
        assertThat(decode(JsonOptions.DEFAULT, "{\"a\":{\"b\":{\"x\":[1]}},\"z\":1}", at("c", "INT", "/a/b"))
                        .rejection())
                .isEqualTo("column 'c': expected INT, found an object");
    }

    @Test
    void twoColumnsOfOnePathAreRefused() {
        assertThat(new JsonFormat().unreadable(null, List.of(at("a", "INT", "/x"), new Column("x", "INT"))))
                .isEqualTo(Optional.of("two columns have the path /x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        Seconds      | TIMESTAMP_LTZ(3) | 1356998400              | 2013-01-01T00:00
        Seconds      | TIMESTAMP(3)     | 1356998400.25           | 2013-01-01T00:00:00.250
        Seconds      | TIMESTAMP(0)     | -0.5                    | 1969-12-31T23:59:59
        Seconds      | TIMESTAMP(9)     | 1.000000001             | 1970-01-01T00:00:01.000000001
        Seconds      | TIMESTAMP(9)     | 1.0000000019            | 1970-01-01T00:00:01.000000001
        Milliseconds | TIMESTAMP_LTZ(3) | 1356998400123           | 2013-01-01T00:00:00.123
        Milliseconds | TIMESTAMP_LTZ(3) | 1.356998400123e12       | 2013-01-01T00:00:00.123
        Milliseconds | TIMESTAMP_LTZ(3) | -1                      | 1969-12-31T23:59:59.999
        Microseconds | TIMESTAMP(6)     | 1356998400123456        | 2013-01-01T00:00:00.123456
        Seconds      | TIMESTAMP(3)     | 253402300799            | 9999-12-31T23:59:59
        Seconds      | TIMESTAMP(3)     | 0e999999999             | 1970-01-01T00:00
        """)
    void aTimeCanBeANumber(Epoch epoch, String type, String number, String expected) {
        Decoding decoding = decode(JsonOptions.DEFAULT, "{\"c\":" + number + "}", epoch("c", type, epoch));

        assertThat(decoding.rejection()).isNull();
        assertThat(((TimestampData) decoding.rows().get(0).getField(0))
                        .toLocalDateTime()
                        .toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        Seconds      | "2013-01-01T00:00:00Z" | "2013-01-01T00:00:00Z"
        Seconds      | 253402300800           | 253402300800
        Seconds      | -62167219201           | -62167219201
        Milliseconds | 1e30                   | 1e30
        Milliseconds | 1e999999999            | 1e999999999
        """)
    void aTimeThatIsNoNumberOrOutOfRangeIsNone(Epoch epoch, String json, String found) {
        assertThat(decode(JsonOptions.DEFAULT, "{\"c\":" + json + "}", epoch("c", "TIMESTAMP_LTZ(3)", epoch))
                        .rejection())
                .isEqualTo("column 'c': expected TIMESTAMP_LTZ(3) ("
                        + (epoch == Epoch.Seconds ? "seconds" : "milliseconds") + " since 1970-01-01), found " + found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        {"a": [1, 2.50, {"b": null}]} | {"a":[1,2.50,{"b":null}]}
        "text \\u00e4"                | "text ä"
        12345678901234567890.10       | 12345678901234567890.10
        true                          | true
        []                            | []
        """)
    void aStringCanTakeWhateverStandsThereAsText(String json, String expected) {
        assertThat(decode(JsonOptions.DEFAULT, "{\"c\":" + json + "}", text("c"))
                        .rows())
                .containsExactly(GenericRowData.of(StringData.fromString(expected)));
    }

    @Test
    void textOfAValueThatIsDeeperThanCallsIsTaken() {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);

        assertThat(decode(JsonOptions.DEFAULT, "{\"c\":" + deep + "}", text("c"))
                        .rows())
                .containsExactly(GenericRowData.of(StringData.fromString(deep)));
        assertThat(decode(JsonOptions.DEFAULT, "{\"c\":null}", text("c")).rows())
                .containsExactly(GenericRowData.of((Object) null));
    }

    @Test
    void anArrayOfObjectsCanBeRows() {
        assertThat(decode(ARRAYS, "[{\"c\":1},{\"c\":2}]", new Column("c", "INT"))
                        .rows())
                .containsExactly(GenericRowData.of(1), GenericRowData.of(2));
        assertThat(decode(ARRAYS, "{\"c\":1}", new Column("c", "INT")).rows()).containsExactly(GenericRowData.of(1));
        assertThat(decode(ARRAYS, "[]", new Column("c", "INT")).rows()).isEmpty();
        assertThat(decode(ARRAYS, "[{\"c\":1},{\"c\":\"x\"}]", new Column("c", "INT"))
                        .rejection())
                .isEqualTo("element 1: column 'c': expected INT, found \"x\"");
        assertThat(decode(ARRAYS, "[{\"c\":1},2]", new Column("c", "INT")).rejection())
                .isEqualTo("expected a JSON object in element 1, found a value");
        assertThat(decode(ARRAYS, "[{\"c\":1}] x", new Column("c", "INT")).rejection())
                .startsWith("malformed JSON");
        assertThat(decode(ARRAYS, "[{\"c\":1}][]", new Column("c", "INT")).rejection())
                .isEqualTo("something follows the JSON array");
        assertThat(decode(JsonOptions.DEFAULT, "[{\"c\":1}]", new Column("c", "INT"))
                        .rejection())
                .isEqualTo("expected a JSON object, found an array");
    }

    @Test
    void anArrayHasALimitOfRows() {
        JsonOptions two = new JsonOptions(null, null, null, true, 2);

        assertThat(decode(two, "[{\"c\":1},{\"c\":2}]", new Column("c", "INT")).rows())
                .hasSize(2);
        assertThat(decode(two, "[{\"c\":1},{\"c\":2},{\"c\":3}]", new Column("c", "INT"))
                        .rejection())
                .isEqualTo("an array of more than 2 objects, the limit by format.json.maxRows");
        assertThat(decode(ARRAYS, "[" + "{},".repeat(10_000) + "{}]", new Column("c", "INT"))
                        .rejection())
                .isEqualTo("an array of more than 10000 objects, the limit by format.json.maxRows");
    }

    @Test
    void unknownFieldsCanBeRefused() {
        Column nested = new Column("c", "ROW<a INT>");

        assertThat(decode(STRICT, "{\"c\":{\"a\":1}}", nested).rows()).isNotNull();
        assertThat(decode(STRICT, "{\"c\":{\"a\":1},\"d\":[1]}", nested).rejection())
                .isEqualTo("column 'd': is no column, which format.json.unknownFields does not allow");
        assertThat(decode(STRICT, "{\"c\":{\"a\":1,\"b\":2}}", nested).rejection())
                .isEqualTo("column 'c.b': is no column, which format.json.unknownFields does not allow");
        assertThat(decode(JsonOptions.DEFAULT, "{\"c\":{\"a\":1,\"b\":2},\"d\":[1]}", nested)
                        .rows())
                .isNotNull();
    }

    private static Decoding decode(JsonOptions options, String json, Column... columns) {
        return JsonDecoders.of(options, columns).decode(json.getBytes(StandardCharsets.UTF_8), null);
    }

    private static Column at(String name, String type, String path) {
        return new Column(name, type, null, path, null, null);
    }

    private static Column epoch(String name, String type, Epoch epoch) {
        return new Column(name, type, null, null, epoch, null);
    }

    private static Column text(String name) {
        return new Column(name, "STRING", null, null, null, true);
    }
}
