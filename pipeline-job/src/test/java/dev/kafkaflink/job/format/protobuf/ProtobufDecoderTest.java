package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.ProtobufOptions.UnknownEnumValues;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields and the columns that take them, or say why not. Messages are written by the library. */
class ProtobufDecoderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        i32    INT              | i32: -2147483648            | -2147483648
        i32    BIGINT           | i32: -1                     | -1
        i32    DECIMAL(10, 0)   | i32: -2147483648            | -2147483648
        i32    DECIMAL(5, 2)    | i32: -999                   | -999.00
        s32    INT              | s32: -2147483648            | -2147483648
        sf32   INT              | sf32: -1                    | -1
        u32    BIGINT           | u32: 4294967295             | 4294967295
        u32    INT              | u32: 2147483647             | 2147483647
        f32    BIGINT           | f32: 4294967295             | 4294967295
        i64    BIGINT           | i64: -9223372036854775808   | -9223372036854775808
        s64    BIGINT           | s64: 9223372036854775807    | 9223372036854775807
        sf64   BIGINT           | sf64: -1                    | -1
        u64    DECIMAL(20, 0)   | u64: 18446744073709551615   | 18446744073709551615
        u64    BIGINT           | u64: 9223372036854775807    | 9223372036854775807
        f64    DECIMAL(20, 0)   | f64: 9223372036854775808    | 9223372036854775808
        flt    FLOAT            | flt: 0.1                    | 0.1
        flt    DOUBLE           | flt: 0.5                    | 0.5
        flt    FLOAT            | flt: nan                    | NaN
        dbl    DOUBLE           | dbl: -inf                   | -Infinity
        flag   BOOLEAN          | flag: true                  | true
        text   STRING           | text: "grüß \\000"          | ~grüß \0~
        text   CHAR(3)          | text: "ß"                   | ~ß  ~
        data   BYTES            | data: "\\000\\377"          | 00ff
        data   BINARY(2)        | data: "\\000\\377"          | 00ff
        status STRING           | status: CLOSED              | CLOSED
        status STRING           | status: BEGUN               | OPEN
        status INT              | status: ODD                 | -1
        status INT              | status: 77                  | 77
        status BIGINT           | status: 77                  | 77
        part   ROW<part_name STRING, level INT>   | part {level: 7}      | [, 7]
        part   ROW<level BIGINT, partName STRING> | part {level: 7}      | [7, ]
        part   ROW<parts ARRAY<ROW<level INT>>>   | part {parts {level: 7} parts {}} | [[[7], [0]]]
        numbers  ARRAY<INT>     | numbers: [1, -1]            | [1, -1]
        unpacked ARRAY<BIGINT>  | unpacked: [1, -1]           | [1, -1]
        texts  ARRAY<STRING>    | texts: ["", "a"]            | [, a]
        texts  ARRAY<STRING NOT NULL> NOT NULL |              | []
        statuses ARRAY<STRING>  | statuses: [CLOSED, UNKNOWN] | [CLOSED, UNKNOWN]
        counts MAP<STRING, BIGINT>      | counts {key: "a" value: 1} counts {key: "b"} | {a=1, b=0}
        counts MAP<STRING, BIGINT>      | counts {key: "a" value: 1} counts {key: "a" value: 2} | {a=2}
        counts MAP<STRING, BIGINT>      |                     | {}
        names  MAP<INT, STRING>         | names {key: -1 value: "x"} names {} | {-1=x, 0=}
        by_number MAP<DECIMAL(20, 0), ROW<level INT>> | by_number {key: 18446744073709551615 value {level: 7}} | {18446744073709551615=[7]}
        by_flag MAP<BOOLEAN, STRING>    | by_flag {key: true value: CLOSED} | {true=CLOSED}
        times_by_name MAP<STRING, TIMESTAMP_LTZ(3)> | times_by_name {key: "a" value {seconds: 1}} | {a=1970-01-01T00:00:01}
        chosen_number INT       | chosen_number: 0            | 0
        chosen_number INT       | chosen_text: "x"            | null
        chosen_part ROW<level INT> | chosen_part {}           | [0]
        at     TIMESTAMP_LTZ(3) | at {seconds: 1 nanos: 123999999} | 1970-01-01T00:00:01.123
        at     TIMESTAMP(9)     | at {seconds: -1 nanos: 999999999}  | 1969-12-31T23:59:59.999999999
        at     TIMESTAMP(0)     | at {seconds: -1 nanos: 999999999}  | 1969-12-31T23:59:59
        at     TIMESTAMP(3)     | at {}                       | 1970-01-01T00:00
        at     TIMESTAMP(3)     | at {seconds: -62135596800}  | 0001-01-01T00:00
        at     TIMESTAMP(9)     | at {seconds: 253402300799 nanos: 999999999} | 9999-12-31T23:59:59.999999999
        at     ROW<seconds BIGINT, nanos INT> | at {seconds: -1 nanos: -5} | [-1, -5]
        took   STRING           | took {seconds: 90061 nanos: 5}     | PT25H1M1.000000005S
        took   STRING           | took {seconds: -1 nanos: -500000000} | PT-1.5S
        took   BIGINT           | took {seconds: -1 nanos: -500000000} | -1500
        took   BIGINT           | took {seconds: 315576000000} | 315576000000000
        mask   STRING           | mask {paths: "a.b" paths: "c"} | a.b,c
        any    ROW<type_url STRING, `value` BYTES> | any {type_url: "x/y" value: "\\001"} | [x/y, 01]
        bool_value   BOOLEAN    | bool_value {}               | false
        int32_value  INT        | int32_value {value: -1}     | -1
        int32_value  ROW<`value` INT> | int32_value {value: 1} | [1]
        uint64_value DECIMAL(20, 0) | uint64_value {value: 18446744073709551615} | 18446744073709551615
        bytes_value  BYTES      | bytes_value {value: "a"}    | 61
        int32_values ARRAY<INT> | int32_values {value: 1} int32_values {} | [1, 0]
        attributes STRING       | attributes {fields {key: "a" value {number_value: 1}} fields {key: "b" value {null_value: NULL_VALUE}}} | {"a":1,"b":null}
        attributes STRING       | attributes {fields {key: "a" value {number_value: 1}} fields {key: "a" value {number_value: 2}}} | {"a":2}
        attributes STRING       | attributes {}               | {}
        any_json STRING         | any_json {number_value: 9007199254740993} | 9007199254740992
        any_json STRING         | any_json {number_value: 1e30} | 1.0E30
        any_json STRING         | any_json {number_value: -0} | -0.0
        any_json STRING         | any_json {list_value {values {bool_value: true} values {string_value: "\\"ß"}}} | [true,"\\"ß"]
        json_list STRING        | json_list {}                | []
        """)
    void takes(String column, String message, String expected) {
        Decoding decoding = decode(column, message == null ? "" : message);

        assertThat(decoding.rejection()).isNull();
        assertThat(text(decoding.rows().get(0).getField(0)))
                .isEqualTo(expected == null ? "" : expected.replace("\\0", "\0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        u32    INT              | u32: 2147483648             | column 'c': expected INT, found 2147483648
        u64    BIGINT           | u64: 18446744073709551615   | column 'c': expected BIGINT, found 18446744073709551615
        i64    DECIMAL(3, 0)    | i64: 1000                   | column 'c': expected DECIMAL(3, 0), found 1000
        i32    DECIMAL(5, 2)    | i32: 1000                   | column 'c': expected DECIMAL(5, 2), found 1000
        text   VARCHAR(2)       | text: "abc"                 | column 'c': expected VARCHAR(2), found "abc"
        data   BINARY(2)        | data: "a"                   | column 'c': expected BINARY(2), found 1 bytes
        data   BINARY(2)        |                             | column 'c': expected BINARY(2), found 0 bytes
        status STRING           | status: 77                  | column 'c': expected a value of enum test.v1.Status, found the number 77, which it does not have
        statuses ARRAY<STRING>  | statuses: [CLOSED, 77]      | column 'c[1]': expected a value of enum test.v1.Status, found the number 77, which it does not have
        maybe  INT NOT NULL     |                             | column 'c': is not set, but must have a value
        part   ROW<part_name VARCHAR(1)> | part {part_name: "xyz"} | column 'c.part_name': expected VARCHAR(1), found "xyz"
        parts  ARRAY<ROW<parts ARRAY<ROW<part_name VARCHAR(1)>>>> | parts {} parts {parts {} parts {part_name: "xyz"}} | column 'c[1].parts[1].part_name': expected VARCHAR(1), found "xyz"
        by_number MAP<BIGINT, ROW<level INT>> | by_number {key: 18446744073709551615} | column 'c.key': expected BIGINT, found 18446744073709551615
        by_flag MAP<BOOLEAN, STRING>  | by_flag {key: true value: 77} | column 'c.true': expected a value of enum test.v1.Status, found the number 77, which it does not have
        at     TIMESTAMP(3)     | at {seconds: 253402300800}  | column 'c': expected a timestamp of the years 0001 to 9999, found 253402300800 seconds and 0 nanoseconds
        at     TIMESTAMP(3)     | at {seconds: -62135596801}  | column 'c': expected a timestamp of the years 0001 to 9999, found -62135596801 seconds and 0 nanoseconds
        at     TIMESTAMP(3)     | at {nanos: -1}              | column 'c': expected a timestamp of the years 0001 to 9999, found 0 seconds and -1 nanoseconds
        at     TIMESTAMP(3)     | at {nanos: 1000000000}      | column 'c': expected a timestamp of the years 0001 to 9999, found 0 seconds and 1000000000 nanoseconds
        took   BIGINT           | took {nanos: 1}             | column 'c': expected BIGINT (whole milliseconds), found PT0.000000001S; a column of type STRING takes it
        took   STRING           | took {seconds: 1 nanos: -1} | column 'c': expected a duration of at most 10000 years, found 1 seconds and -1 nanoseconds
        took   STRING           | took {seconds: 315576000001} | column 'c': expected a duration of at most 10000 years, found 315576000001 seconds and 0 nanoseconds
        mask   STRING           | mask {paths: "a,b"}         | column 'c': expected paths of a field mask, found "a,b"
        mask   STRING           | mask {paths: ""}            | column 'c': expected paths of a field mask, found ""
        attributes STRING       | attributes {fields {key: "a" value {}}} | column 'c.a': a google.protobuf.Value of no kind, which has no form in JSON
        json_list STRING        | json_list {values {number_value: nan}}  | column 'c[0]': NaN has no form in JSON
        """)
    void rejects(String column, String message, String reason) {
        assertThat(decode(column, message == null ? "" : message).rejection().replaceAll("column '\\w+", "column 'c"))
                .isEqualTo(reason);
    }

    /** What no library writes: by the wire's own rules. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        0805                     | i32 INT           | 5
        08 05 08 06              | i32 INT           | 6
        8880808000 05            | i32 INT           | 5
        08 85808000              | i32 INT           | 5
        08 FFFFFFFFFFFFFFFFFF01  | i32 INT           | -1
        a001 01 a001 02          | numbers ARRAY<INT> | [1, 2]
        a201 02 0102 a001 03     | numbers ARRAY<INT> | [1, 2, 3]
        aa01 02 0102 a801 03     | unpacked ARRAY<BIGINT> | [-1, 1, -2]
        a201 00                  | numbers ARRAY<INT> | []
        8a01 03 0a0161 8a01 02 1005 | part ROW<part_name STRING, level INT> | [a, 5]
        8a01 04 1a021001 8a01 04 1a021002 | part ROW<parts ARRAY<ROW<level INT>>> | [[[1], [2]]]
        8a02 02 1001 8a02 03 0a0161 | chosen_part ROW<part_name STRING, level INT> | [a, 1]
        8a02 02 1001 f801 07 8a02 03 0a0161 | chosen_part ROW<part_name STRING, level INT> | [a, 0]
        f801 07 8202 0161        | chosen_number INT | null
        8202 0161 f801 07        | chosen_number INT | 7
        f801 07 8002 01          | chosen_number INT | 7
        d201 04 0a016b10         | counts MAP<STRING, BIGINT> | rejected
        d201 07 1005 0a016b 1006 | counts MAP<STRING, BIGINT> | {k=6}
        f83f 01 fb3f fc3f 08 05  | i32 INT           | 5
        ''                       | i32 INT           | 0
        """)
    void followsTheRulesOfTheWire(String hex, String column, String expected) {
        Decoding decoding = decoder(column).decode(bytes(hex), null);

        assertThat(
                        decoding.isRejected()
                                ? "rejected"
                                : text(decoding.rows().get(0).getField(0)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        08                       | i32 INT           | column 'i32': the number at byte 1 is truncated
        08 8080                  | i32 INT           | column 'i32': the number at byte 1 is truncated
        08 8080808080808080808001 | i32 INT          | column 'i32': the number at byte 1 has more than 10 bytes
        8080                     | i32 INT           | malformed Protobuf: the number of a field at byte 0 is truncated
        08 05 00                 | i32 INT           | malformed Protobuf: no field begins at byte 2
        0e                       | i32 INT           | malformed Protobuf: no field begins at byte 0
        8880808010 05            | i32 INT           | malformed Protobuf: no field begins at byte 0
        0c                       | i32 INT           | column 'i32': expected int32, found the end of a group (wire type 4)
        0d 01000000              | i32 INT           | column 'i32': expected int32, found 4 bytes (wire type 5)
        0a 00                    | i32 INT           | column 'i32': expected int32, found a length and bytes (wire type 2)
        70 01                    | text STRING       | column 'text': expected string, found a varint (wire type 0)
        08 8080808008            | i32 INT           | column 'i32': expected int32, found 2147483648
        08 FFFFFFFF0F            | i32 INT           | column 'i32': expected int32, found 4294967295
        10 8080808010            | s32 INT           | column 's32': expected sint32, found 4294967296
        20 FFFFFFFFFFFFFFFFFF01  | u32 BIGINT        | column 'u32': expected uint32, found 18446744073709551615
        68 02                    | flag BOOLEAN      | column 'flag': expected bool, found 2
        72 05 61                 | text STRING       | column 'text': is truncated: of its 5 bytes, from byte 2 on, 1 are there
        72 FFFFFFFFFFFFFFFFFF01  | text STRING       | column 'text': is truncated: of its 18446744073709551615 bytes, from byte 11 on, 0 are there
        72 8180808010 61         | text STRING       | column 'text': is truncated: of its 4294967297 bytes, from byte 6 on, 1 are there
        72 03 61c080             | text STRING       | column 'text': invalid UTF-8 at byte 1 of the text
        72 03 eda080             | text STRING       | column 'text': invalid UTF-8 at byte 0 of the text
        b201 02 ff61             | texts ARRAY<STRING> | column 'texts[0]': invalid UTF-8 at byte 0 of the text
        61 0102                  | dbl DOUBLE        | column 'dbl': is truncated: of its 8 bytes, from byte 1 on, 2 are there
        1d 0102                  | sf32 INT          | column 'sf32': is truncated: of its 4 bytes, from byte 1 on, 2 are there
        a201 02 0180             | numbers ARRAY<INT> | column 'numbers[1]': the number at byte 4 is truncated
        a801 02 a801 80          | unpacked ARRAY<BIGINT> | column 'unpacked[1]': the number at byte 5 is truncated
        ba01 00 ba01 02 08       | parts ARRAY<ROW<level INT>> | column 'parts[1]': is truncated: of its 2 bytes, from byte 6 on, 1 are there
        d201 02 08               | counts MAP<STRING, BIGINT> | column 'counts': is truncated: of its 2 bytes, from byte 3 on, 1 are there
        8a01 02 1080             | part ROW<level INT> | column 'part.level': the number at byte 4 is truncated
        8a01 01 00               | part ROW<level INT> | column 'part': malformed Protobuf: no field begins at byte 3
        8a01 03 4a05 61          | part ROW<level INT> | column 'part': field 9: is truncated: of its 5 bytes, from byte 5 on, 1 are there
        8a01 02 0801             | part ROW<part_name STRING> | column 'part.part_name': expected string, found a varint (wire type 0)
        d201 02 0801             | counts MAP<STRING, BIGINT> | column 'counts.key': expected string, found a varint (wire type 0)
        9a02 02 0a00             | at TIMESTAMP(3)   | column 'at.seconds': expected int64, found a length and bytes (wire type 2)
        b202 04 0a02 1200        | attributes STRING | column 'attributes': a google.protobuf.Value of no kind, which has no form in JSON
        f83f                     | i32 INT           | field 1023: the number at byte 2 is truncated
        fa3f 05 61               | i32 INT           | field 1023: is truncated: of its 5 bytes, from byte 3 on, 1 are there
        fb3f 08                  | i32 INT           | field 1023: the number at byte 3 is truncated
        fb3f                     | i32 INT           | field 1023: is truncated: a group does not end
        fb3f f440                | i32 INT           | field 1023: a group ends before byte 4 that has not begun
        fc3f                     | i32 INT           | field 1023: a group ends before byte 2 that has not begun
        """)
    void rejectsWhatIsMalformed(String hex, String column, String reason) {
        assertThat(decoder(column).decode(bytes(hex), null).rejection()).isEqualTo(reason);
    }

    @Test
    void aTombstoneIsNoRow() {
        assertThat(decoder("i32 INT").decode(null, null).rejection()).isEqualTo("empty value (tombstone)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        i32 INT                 | 0     | null
        text STRING             | ''    | null
        status STRING           | UNKNOWN | null
        flag BOOLEAN            | false | null
        data BYTES              | ''    | null
        maybe INT               | null  | null
        part ROW<level INT>     | null  | null
        at TIMESTAMP(3)         | null  | null
        int32_value INT         | null  | null
        chosen_text STRING      | null  | null
        numbers ARRAY<INT>      | []    | []
        counts MAP<STRING, BIGINT> | {} | {}
        """)
    void whatIsNotThereIsADefaultOrNull(String column, String byDefault, String without) {
        ProtobufOptions options = new ProtobufOptions(Messages.SET, null, null, Messages.EVERYTHING, null, false, null);

        assertThat(text(row(decoder(column), "").getField(0))).isEqualTo(byDefault);
        assertThat(text(row(Messages.decoder(options, Messages.column(column)), "")
                        .getField(0)))
                .isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        note STRING           | null                 | null
        answer INT            | 42                   | null
        color STRING          | GREEN                | null
        other_color STRING    | null                 | null
        large DECIMAL(20, 0)  | 18446744073709551615 | null
        greeting STRING       | grüß                 | null
        magic BYTES           | 0102                 | null
        ratio DOUBLE          | -Infinity            | null
        on BOOLEAN            | true                 | null
        numbers ARRAY<INT>    | []                   | []
        item ROW<count INT>   | null                 | null
        """)
    void proto2HasDeclaredDefaults(String column, String byDefault, String without) {
        byte[] message = Messages.message(Messages.LEGACY, "id: 1");
        ProtobufOptions options = new ProtobufOptions(Messages.SET, null, null, Messages.LEGACY, null, false, null);

        assertThat(text(Messages.decoder(Messages.options(Messages.LEGACY), Messages.column(column))
                        .decode(message, null)
                        .rows()
                        .get(0)
                        .getField(0)))
                .isEqualTo(byDefault);
        assertThat(text(Messages.decoder(options, Messages.column(column))
                        .decode(message, null)
                        .rows()
                        .get(0)
                        .getField(0)))
                .isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        id: 1 Item {name: "a" count: 2}         | item ROW<name STRING, `count` INT> | [a, 2]
        id: 1 Line {number: 1} Line {}          | line ARRAY<ROW<number INT>>        | [[1], [null]]
        id: 1 inner {id: 2 answer: 3}           | inner ROW<answer INT>              | [3]
        note: "x"                               | note STRING                        | field 'id' is required, but not set
        note: "x"                               | id BIGINT                          | field 'id' is required, but not set
        id: 1 Item {count: 2}                   | item ROW<`count` INT>              | column 'item': field 'name' is required, but not set
        id: 1 Item {count: 2}                   | id BIGINT                          | 1
        """)
    void readsProto2(String message, String column, String expected) {
        Decoding decoding = Messages.decoder(Messages.options(Messages.LEGACY), Messages.column(column))
                .decode(Messages.message(Messages.LEGACY, message), null);

        assertThat(
                        decoding.isRejected()
                                ? decoding.rejection()
                                : text(decoding.rows().get(0).getField(0)))
                .isEqualTo(expected);
    }

    @Test
    void passesOverExtensions() {
        assertThat(Messages.decoder(Messages.options(Messages.LEGACY), new Column("id", "BIGINT"))
                        .decode(bytes("a00607 0801"), null)
                        .rows())
                .containsExactly(GenericRowData.of(1L));
    }

    /** Proto2 does not ask for UTF-8, and SQL does; an enum of proto2 is closed. */
    @Test
    void isStrictWithProto2() {
        ProtobufOptions options = Messages.options(Messages.LEGACY);

        assertThat(Messages.decoder(options, new Column("note", "STRING"))
                        .decode(bytes("0801 1201ff"), null)
                        .rejection())
                .isEqualTo("column 'note': invalid UTF-8 at byte 0 of the text");
        assertThat(Messages.decoder(options, new Column("color", "STRING"))
                        .decode(bytes("0801 2009"), null)
                        .rejection())
                .isEqualTo(
                        "column 'color': expected a value of enum test.legacy.Color, found the number 9, which it does"
                                + " not have");
        assertThat(Messages.decoder(options, new Column("item", "ROW<`count` INT>"))
                        .decode(bytes("0801 63 0a0161 1005"), null)
                        .rejection())
                .isEqualTo("column 'item': is truncated: a group does not end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        needed: 1                            | explicit INT                 | null
        needed: 1                            | implicit INT                 | 0
        needed: 1 delimited {needed: 2}      | delimited ROW<needed INT>    | [2]
        needed: 1 expanded: [1, 2]           | expanded ARRAY<INT>          | [1, 2]
        explicit: 1                          | explicit INT                 | field 'needed' is required, but not set
        """)
    void readsEditions(String message, String column, String expected) {
        Decoding decoding = Messages.decoder(Messages.options(Messages.EDITION), Messages.column(column))
                .decode(Messages.message(Messages.EDITION, message), null);

        assertThat(
                        decoding.isRejected()
                                ? decoding.rejection()
                                : text(decoding.rows().get(0).getField(0)))
                .isEqualTo(expected);
    }

    @Test
    void unknownEnumsCanBeNumbers() {
        ProtobufOptions options = new ProtobufOptions(
                Messages.SET, null, null, Messages.EVERYTHING, null, null, UnknownEnumValues.Number);
        ProtobufDecoder decoder = Messages.decoder(options, new Column("status", "STRING"));

        assertThat(row(decoder, "status: 77")).isEqualTo(GenericRowData.of(StringData.fromString("77")));
        assertThat(row(decoder, "status: CLOSED")).isEqualTo(GenericRowData.of(StringData.fromString("CLOSED")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        i64  | Seconds      | TIMESTAMP_LTZ(3) | i64: -1               | 1969-12-31T23:59:59
        i64  | Milliseconds | TIMESTAMP_LTZ(3) | i64: -1               | 1969-12-31T23:59:59.999
        i64  | Microseconds | TIMESTAMP(3)     | i64: 1999             | 1970-01-01T00:00:00.001
        i64  | Microseconds | TIMESTAMP(6)     | i64: 1999             | 1970-01-01T00:00:00.001999
        u32  | Seconds      | TIMESTAMP(0)     | u32: 4294967295       | 2106-02-07T06:28:15
        i64  | Seconds      | TIMESTAMP(0)     | i64: 253402300800     | column 'c': expected a time of the years 0001 to 9999, found 253402300800 seconds since 1970-01-01
        u64  | Microseconds | TIMESTAMP(0)     | u64: 18446744073709551615 | column 'c': expected a time of the years 0001 to 9999, found 18446744073709551615 microseconds since 1970-01-01
        """)
    void numbersCanBeTimes(String field, Column.Epoch epoch, String type, String message, String expected) {
        Column column = new Column(field, type, null, null, epoch, null);
        Decoding decoding = Messages.decoder(Messages.options(Messages.EVERYTHING), column)
                .decode(Messages.message(Messages.EVERYTHING, message), null);

        assertThat(
                        decoding.isRejected()
                                ? decoding.rejection().replaceAll("column '\\w+", "column 'c")
                                : text(decoding.rows().get(0).getField(0)))
                .isEqualTo(expected);
    }

    @Test
    void allColumnsCountWhateverIsUsed() {
        List<Column> columns =
                List.of(new Column("i32", "INT"), new Column("maybe", "INT NOT NULL"), new Column("text", "STRING"));
        ProtobufDecoder decoder = Messages.decoder(
                Messages.options(Messages.EVERYTHING), columns, new Projection(3, new int[] {2, 0}, new int[] {0, 2}));

        assertThat(row(decoder, "i32: 5 text: \"x\" maybe: 1"))
                .isEqualTo(GenericRowData.of(StringData.fromString("x"), null, 5));
        assertThat(decoder.decode(Messages.message(Messages.EVERYTHING, "i32: 5"), null)
                        .rejection())
                .isEqualTo("column 'maybe': is not set, but must have a value");
    }

    @Test
    void takesAsManyMessagesWithinEachOtherAsTheLibrary() {
        assertThat(groups(WireInput.MOST_GROUPS).rejection()).isNull();
        assertThat(groups(WireInput.MOST_GROUPS + 1).rejection())
                .isEqualTo(
                        "field 1023: more than 100 groups are within each other, the limit of Protobuf's own parsers");
        assertThat(decoder("i32 INT")
                        .decode(bytes("fb3f".repeat(1_000_000)), null)
                        .rejection())
                .startsWith("field 1023: more than 100 groups");

        assertThat(lists(50).rejection()).isNull();
        assertThat(lists(51).rejection())
                .startsWith("column 'any_json[0][0]")
                .endsWith("more than 100 messages are within each other, the limit of Protobuf's own parsers");
    }

    /** So many groups within each other, which no field is. */
    private static Decoding groups(int count) {
        return likeTheLibrary("i32 INT", bytes("fb3f".repeat(count) + "fc3f".repeat(count)));
    }

    /** So many lists within each other: each is two messages, with the value that it is. */
    private static Decoding lists(int count) {
        ListValue lists = ListValue.getDefaultInstance();
        for (int i = 1; i < count; i++) {
            lists = ListValue.newBuilder()
                    .addValues(Value.newBuilder().setListValue(lists))
                    .build();
        }
        Descriptor type = Messages.descriptor(Messages.EVERYTHING);
        return likeTheLibrary(
                "any_json STRING",
                DynamicMessage.newBuilder(type)
                        .setField(
                                type.findFieldByName("any_json"),
                                Value.newBuilder().setListValue(lists).build())
                        .build()
                        .toByteArray());
    }

    private static Decoding likeTheLibrary(String column, byte[] message) {
        Decoding decoding = decoder(column).decode(message, null);
        assertThat(decoding.isRejected()).isNotEqualTo(Messages.isMessage(Messages.EVERYTHING, message));
        return decoding;
    }

    /** Parts of a message are put together once, however many there are. */
    @Test
    void takesAMessageInAMillionParts() {
        byte[] parts = bytes("8a01021007".repeat(1_000_000));

        assertThat(text(decoder("part ROW<level INT>")
                        .decode(parts, null)
                        .rows()
                        .get(0)
                        .getField(0)))
                .isEqualTo("[7]");
    }

    private static Decoding decode(String column, String message) {
        return decoder(column).decode(Messages.message(Messages.EVERYTHING, message), null);
    }

    private static GenericRowData row(ProtobufDecoder decoder, String message) {
        return decoder.decode(Messages.message(Messages.EVERYTHING, message), null)
                .rows()
                .get(0);
    }

    private static ProtobufDecoder decoder(String column) {
        return Messages.decoder(Messages.options(Messages.EVERYTHING), Messages.column(column));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String text(Object value) {
        if (value instanceof GenericRowData row) {
            return IntStream.range(0, row.getArity())
                    .mapToObj(i -> text(row.getField(i)))
                    .toList()
                    .toString();
        }
        if (value instanceof GenericArrayData array) {
            return Arrays.stream(array.toObjectArray())
                    .map(ProtobufDecoderTest::text)
                    .toList()
                    .toString();
        }
        if (value instanceof GenericMapData map) {
            return entries(map);
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }

    private static String entries(GenericMapData map) {
        Object[] keys = ((GenericArrayData) map.keyArray()).toObjectArray();
        return Arrays.stream(keys)
                .collect(Collectors.toMap(
                        ProtobufDecoderTest::text, key -> text(map.get(key)), (a, b) -> a, TreeMap::new))
                .toString();
    }
}
