package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.ProtobufOptions.UnknownEnumValues;
import dev.kafkaflink.job.format.Encoding;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns and the fields that take them, or say why not. Messages are read by the library. */
class ProtobufEncoderTest {
    private static final ProtobufOptions EVERYTHING = Messages.options(Messages.EVERYTHING);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        i32  TINYINT            | -128                    | i32: -128
        i32  SMALLINT           | 32767                   | i32: 32767
        i32  INT                | -2147483648             | i32: -2147483648
        i32  BIGINT             | 2147483647              | i32: 2147483647
        i32  DECIMAL(5, 2)      | 7.00                    | i32: 7
        s32  INT                | -1                      | s32: -1
        sf32 INT                | -1                      | sf32: -1
        u32  BIGINT             | 4294967295              | u32: 4294967295
        f32  DECIMAL(10, 0)     | 4294967295              | f32: 4294967295
        i64  BIGINT             | -9223372036854775808    | i64: -9223372036854775808
        i64  DECIMAL(20, 0)     | 9223372036854775807     | i64: 9223372036854775807
        s64  INT                | -1                      | s64: -1
        sf64 BIGINT             | 1                       | sf64: 1
        u64  DECIMAL(20, 0)     | 18446744073709551615    | u64: 18446744073709551615
        f64  BIGINT             | 9223372036854775807     | f64: 9223372036854775807
        flt  FLOAT              | 0.1                     | flt: 0.1
        flt  FLOAT              | NaN                     | flt: NaN
        dbl  DOUBLE             | 0.1                     | dbl: 0.1
        dbl  FLOAT              | 0.5                     | dbl: 0.5
        dbl  INT                | 3                       | dbl: 3.0
        flag BOOLEAN            | true                    | flag: true
        text STRING             | grüß                    | text: "grüß"
        text CHAR(3)            | ~a  ~                   | text: "a  "
        data BYTES              | a                       | data: "a"
        status STRING           | CLOSED                  | status: CLOSED
        status STRING           | BEGUN                   | status: OPEN
        status INT              | 2                       | status: CLOSED
        status INT              | 77                      | status: 77
        chosenText STRING       | x                       | chosen_text: "x"
        maybe INT               | 0                       | maybe: 0
        at TIMESTAMP(3)         | 1999                    | at { seconds: 1 nanos: 999000000 }
        at TIMESTAMP_LTZ(9)     | -1                      | at { seconds: -1 nanos: 999000000 }
        took BIGINT             | 1500                    | took { seconds: 1 nanos: 500000000 }
        took BIGINT             | -1500                   | took { seconds: -1 nanos: -500000000 }
        took STRING             | PT-0.5S                 | took { nanos: -500000000 }
        took STRING             | PT25H1M1.000000005S     | took { seconds: 90061 nanos: 5 }
        mask STRING             | a.b,c                   | mask { paths: "a.b" paths: "c" }
        mask STRING             | ~~                      | mask { }
        bool_value BOOLEAN      | false                   | bool_value { }
        int32_value INT         | 5                       | int32_value { value: 5 }
        uint64_value DECIMAL(20, 0) | 18446744073709551615 | uint64_value { value: 18446744073709551615 }
        attributes STRING       | {"a":[1,{}],"a":[null]} | attributes { fields { key: "a" value { list_value { values { null_value: NULL_VALUE } } } } }
        any_json STRING         | 9007199254740992        | any_json { number_value: 9.007199254740992E15 }
        any_json STRING         | 0.1                     | any_json { number_value: 0.1 }
        any_json STRING         | ~"\\ud83d\\ude00"~      | any_json { string_value: "😀" }
        any_json STRING         | ~ true ~                | any_json { bool_value: true }
        json_list STRING        | []                      | json_list { }
        """)
    void writes(String column, String value, String expected) throws Exception {
        Encoding encoding = encode(EVERYTHING, column, value);

        assertThat(encoding.rejection()).isNull();
        assertThat(Messages.text(Messages.EVERYTHING, encoding.bytes())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        i32  BIGINT             | 2147483648              | column 'c': expected int32, found 2147483648
        i32  DECIMAL(5, 2)      | 7.01                    | column 'c': expected int32, found 7.01
        u32  INT                | -1                      | column 'c': expected uint32, found -1
        f32  BIGINT             | 4294967296              | column 'c': expected fixed32, found 4294967296
        i64  DECIMAL(20, 0)     | 9223372036854775808     | column 'c': expected int64, found 9223372036854775808
        u64  DECIMAL(38, 0)     | 18446744073709551616    | column 'c': expected uint64, found 18446744073709551616
        u64  BIGINT             | -1                      | column 'c': expected uint64, found -1
        text STRING             | INVALID                 | column 'c': invalid UTF-8 at byte 1 of the text
        status STRING           | SHUT                    | column 'c': expected a value of enum test.v1.Status, found "SHUT"
        status STRING           | 2                       | column 'c': expected a value of enum test.v1.Status, found "2"
        at TIMESTAMP(3)         | 253402300800000         | column 'c': its year is not within 0001 to 9999
        at TIMESTAMP(3)         | -62135596800001         | column 'c': its year is not within 0001 to 9999
        took STRING             | 1.5s                    | column 'c': expected a duration such as PT1.5S, found "1.5s"
        took BIGINT             | 315576000001000         | column 'c': expected a duration of at most 10000 years, found PT87660000H1S
        mask STRING             | a,,b                    | column 'c': expected paths with a comma between them, found "a,,b"
        mask STRING             | a,                      | column 'c': expected paths with a comma between them, found "a,"
        attributes STRING       | []                      | column 'c': expected a JSON object, found "[]"
        attributes STRING       | {"a":1                  | column 'c': expected a JSON object, found "{"a":1"
        attributes STRING       | {} {}                   | column 'c': expected a JSON object, found "{} {}"
        json_list STRING        | {}                      | column 'c': expected a JSON array, found "{}"
        any_json STRING         | ~~                      | column 'c': expected a JSON value, found ""
        any_json STRING         | 9007199254740993        | column 'c': a google.protobuf.Value has numbers of type DOUBLE, which 9007199254740993 is not
        attributes STRING       | {"a":[0,1e999]}         | column 'c.a[1]': a google.protobuf.Value has numbers of type DOUBLE, which 1e999 is not
        any_json STRING         | ~"\\ud83d"~             | column 'c': half of a surrogate pair, which is no character
        any_json STRING         | ~{"\\ude00":1}~         | column 'c.\ude00': half of a surrogate pair, which is no character
        """)
    void rejects(String column, String value, String reason) {
        assertThat(encode(EVERYTHING, column, value).rejection().replaceAll("column '\\w+", "column 'c"))
                .isEqualTo(reason);
    }

    @Test
    void writesListsMapsAndMessages() throws Exception {
        RowType type = Messages.type(
                Messages.column("numbers ARRAY<INT>"),
                Messages.column("counts MAP<STRING, BIGINT>"),
                Messages.column("by_number MAP<BIGINT, ROW<level INT>>"),
                Messages.column("part ROW<part_name STRING, parts ARRAY<ROW<level INT>>>"),
                Messages.column("any ROW<type_url STRING, `value` BYTES>"),
                Messages.column("texts ARRAY<STRING>"));
        GenericRowData row = GenericRowData.of(
                new GenericArrayData(new int[] {1, 0}),
                map(StringData.fromString("a"), 7L),
                map(5L, GenericRowData.of(3)),
                GenericRowData.of(
                        null,
                        new GenericArrayData(new Object[] {GenericRowData.of(1), GenericRowData.of((Object) null)})),
                GenericRowData.of(StringData.fromString("x/y"), new byte[] {'b'}),
                null);

        assertThat(Messages.text(
                        Messages.EVERYTHING,
                        Messages.encoder(EVERYTHING, type).encode(row).bytes()))
                .isEqualTo("part { parts { level: 1 } parts { } } numbers: 1 numbers: 0 counts { key: \"a\" value: 7 }"
                        + " by_number { key: 5 value { level: 3 } } any { type_url: \"x/y\" value: \"b\" }");
    }

    @Test
    void aListOrMapHasNoNulls() {
        assertThat(encode("numbers ARRAY<INT>", new GenericArrayData(new Object[] {1, null})))
                .isEqualTo("column 'numbers[1]': is NULL, for which lists and maps of Protobuf have no form");
        assertThat(encode("counts MAP<STRING, BIGINT>", map(StringData.fromString("a"), null)))
                .isEqualTo("column 'counts.a': is NULL, for which lists and maps of Protobuf have no form");
        assertThat(encode("counts MAP<STRING, BIGINT>", map(null, 1L)))
                .isEqualTo("column 'counts': is NULL, for which lists and maps of Protobuf have no form");
        assertThat(encode(
                        "parts ARRAY<ROW<level BIGINT>>",
                        new GenericArrayData(new Object[] {GenericRowData.of(1L << 40)})))
                .isEqualTo("column 'parts[0].level': expected int32, found 1099511627776");
    }

    @Test
    void oneMemberOfAOneofIsSet() throws Exception {
        RowType type = Messages.type(Messages.column("chosen_number INT"), Messages.column("chosen_text STRING"));
        ProtobufEncoder encoder = Messages.encoder(EVERYTHING, type);

        assertThat(Messages.text(
                        Messages.EVERYTHING,
                        encoder.encode(GenericRowData.of(0, null)).bytes()))
                .isEqualTo("chosen_number: 0");
        assertThat(encoder.encode(GenericRowData.of(0, StringData.fromString("x")))
                        .rejection())
                .isEqualTo(
                        "column 'chosen_text': has a value, as 'chosen_number' has; of the oneof 'choice' one member can"
                                + " be set, and the others are NULL");
    }

    @Test
    void whatIsRequiredIsNotNull() throws Exception {
        ProtobufOptions options = Messages.options(Messages.LEGACY);
        RowType type = Messages.type(
                Messages.column("id BIGINT"),
                Messages.column("item ROW<name STRING, `count` INT>"),
                Messages.column("color INT"));
        ProtobufEncoder encoder = Messages.encoder(options, type);

        assertThat(Messages.text(
                        Messages.LEGACY,
                        encoder.encode(GenericRowData.of(1L, GenericRowData.of(StringData.fromString("a"), 2), 1))
                                .bytes()))
                .isEqualTo("id: 1 color: RED Item { name: \"a\" count: 2 }");
        assertThat(encoder.encode(GenericRowData.of(null, null, null)).rejection())
                .isEqualTo("column 'id': is NULL, but the schema requires it");
        assertThat(encoder.encode(GenericRowData.of(1L, GenericRowData.of(null, 2), null))
                        .rejection())
                .isEqualTo("column 'item.name': is NULL, but the schema requires it");
        assertThat(encoder.encode(GenericRowData.of(1L, null, 3)).rejection())
                .isEqualTo("column 'color': expected the number of a value of enum test.legacy.Color, found 3");
    }

    @Test
    void numbersOfEnumsGoBack() throws Exception {
        ProtobufOptions options = new ProtobufOptions(
                Messages.SET, null, null, Messages.EVERYTHING, null, null, UnknownEnumValues.Number);

        assertThat(Messages.text(
                        Messages.EVERYTHING,
                        encode(options, "status STRING", "77").bytes()))
                .isEqualTo("status: 77");
        assertThat(encode(options, "status STRING", "x").rejection())
                .isEqualTo("column 'status': expected a value of enum test.v1.Status, found \"x\"");
    }

    /** What is written can be read by everybody. */
    @Test
    void writesJsonAsDeepAsTheLibraryReads() {
        Encoding deepest = encode(EVERYTHING, "any_json STRING", "[".repeat(50) + "]".repeat(50));

        assertThat(Messages.isMessage(Messages.EVERYTHING, deepest.bytes())).isTrue();
        assertThat(encode(EVERYTHING, "any_json STRING", "[".repeat(51) + "]".repeat(51))
                        .rejection())
                .startsWith("column 'any_json[0][0]")
                .endsWith("is deeper than the 100 messages within each other that Protobuf's own parsers take");
        assertThat(encode(EVERYTHING, "attributes STRING", "{\"a\":".repeat(33) + "1" + "}".repeat(33))
                        .bytes())
                .satisfies(bytes -> assertThat(Messages.isMessage(Messages.EVERYTHING, bytes))
                        .isTrue());
        assertThat(encode(EVERYTHING, "attributes STRING", "{\"a\":".repeat(34) + "1" + "}".repeat(34))
                        .rejection())
                .contains("is deeper than the 100 messages");
        assertThat(encode(EVERYTHING, "any_json STRING", "[".repeat(100_000)).rejection())
                .isNotNull();
    }

    private static GenericMapData map(Object key, Object value) {
        Map<Object, Object> map = new HashMap<>();
        map.put(key, value);
        return new GenericMapData(map);
    }

    private static String encode(String column, Object value) {
        return Messages.encoder(EVERYTHING, Messages.type(Messages.column(column)))
                .encode(GenericRowData.of(value))
                .rejection();
    }

    private static Encoding encode(ProtobufOptions options, String column, String value) {
        RowType type = Messages.type(Messages.column(column));
        return Messages.encoder(options, type).encode(GenericRowData.of(value(type.getTypeAt(0), value)));
    }

    private static Object value(LogicalType type, String text) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> Boolean.valueOf(text);
            case TINYINT -> Byte.valueOf(text);
            case SMALLINT -> Short.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL ->
                DecimalData.fromBigDecimal(
                        new BigDecimal(text), ((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
            case VARBINARY -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                TimestampData.fromEpochMillis(Long.parseLong(text));
            default ->
                text.equals("INVALID")
                        ? StringData.fromBytes(new byte[] {'a', (byte) 0xFF})
                        : StringData.fromString(text);
        };
    }
}
