package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of plain Avro, as its own library writes them, and the columns that take them, or say why not. */
class AvroDecoderTest {
    private static final String MILLIS = "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        BOOLEAN          | "boolean" | true | true
        TINYINT          | "int"     | -128 | -128
        SMALLINT         | "long"    | 32767 | 32767
        INT              | "int"     | -2147483648 | -2147483648
        INT              | "long"    | 2147483647 | 2147483647
        BIGINT           | "int"     | 7 | 7
        BIGINT           | "long"    | 9223372036854775807 | 9223372036854775807
        BIGINT           | {"type":"long","logicalType":"timestamp-micros"} | 5 | 5
        INT              | {"type":"int","logicalType":"date"} | 5 | 5
        FLOAT            | "float"   | 0.1 | 0.1
        FLOAT            | "double"  | 0.5 | 0.5
        FLOAT            | "int"     | 16777216 | 1.6777216E7
        DOUBLE           | "double"  | 0.1 | 0.1
        DOUBLE           | "float"   | 0.5 | 0.5
        DOUBLE           | "long"    | 9007199254740992 | 9.007199254740992E15
        DOUBLE           | "long"    | -9223372036854775808 | -9.223372036854776E18
        DECIMAL(10, 2)   | "long"    | 12345 | 12345.00
        DECIMAL(5, 2)    | {"type":"bytes","logicalType":"decimal","precision":9,"scale":4} | "\\u0000\\u0012\\u00d6\\u0044" | 123.45
        DECIMAL(5, 2)    | {"type":"bytes","logicalType":"decimal","precision":9,"scale":2} | "\\u00ff" | -0.01
        DECIMAL(5, 0)    | {"type":"fixed","name":"d","size":3,"logicalType":"decimal","precision":6,"scale":2} | "\\u0000\\u0000\\u0064" | 1
        DECIMAL(5, 2)    | {"type":"bytes","logicalType":"decimal","precision":3000,"scale":2000} | "\\u0000" | 0.00
        STRING           | "string"  | "xä" | xä
        STRING           | {"type":"string","avro.java.string":"String"} | "x" | x
        STRING           | "bytes"   | "x" | x
        STRING           | {"type":"enum","name":"e","symbols":["A","B"]} | "B" | B
        STRING           | {"type":"string","logicalType":"uuid"} | "5f0c6c2e-7b0f-4a50-8a6c-2f1d7a0b9e11" | 5f0c6c2e-7b0f-4a50-8a6c-2f1d7a0b9e11
        STRING           | {"type":"fixed","name":"u","size":16,"logicalType":"uuid"} | "\\u005f\\u000c\\u006c\\u002e\\u007b\\u000f\\u004a\\u0050\\u008a\\u006c\\u002f\\u001d\\u007a\\u000b\\u009e\\u0011" | 5f0c6c2e-7b0f-4a50-8a6c-2f1d7a0b9e11
        CHAR(3)          | "string"  | "x" | ~x  ~
        VARCHAR(2)       | "string"  | "xy" | xy
        BYTES            | "bytes"   | "\\u0000\\u00ff" | 00ff
        BYTES            | "string"  | "ä" | c3a4
        BYTES            | {"type":"fixed","name":"f","size":2} | "ab" | 6162
        BYTES            | {"type":"fixed","name":"f","size":12,"logicalType":"duration"} | "\\u0001\\u0000\\u0000\\u0000\\u0002\\u0000\\u0000\\u0000\\u0003\\u0000\\u0000\\u0000" | 010000000200000003000000
        BINARY(2)        | "bytes"   | "ab" | 6162
        DATE             | {"type":"int","logicalType":"date"} | 15736 | 15736
        TIME(3)          | {"type":"int","logicalType":"time-millis"} | 36900250 | 36900250
        TIME(0)          | {"type":"int","logicalType":"time-millis"} | 36900000 | 36900000
        TIME(6)          | {"type":"long","logicalType":"time-micros"} | 36900250000 | 36900250
        TIMESTAMP_LTZ(3) | {"type":"long","logicalType":"timestamp-millis"} | 1357035300123 | 2013-01-01T10:15:00.123
        TIMESTAMP_LTZ(3) | {"type":"long","logicalType":"timestamp-millis"} | -1 | 1969-12-31T23:59:59.999
        TIMESTAMP_LTZ(0) | {"type":"long","logicalType":"timestamp-millis"} | -1 | 1969-12-31T23:59:59
        TIMESTAMP_LTZ(6) | {"type":"long","logicalType":"timestamp-micros"} | 1357035300123456 | 2013-01-01T10:15:00.123456
        TIMESTAMP_LTZ(3) | {"type":"long","logicalType":"timestamp-micros"} | 1357035300123999 | 2013-01-01T10:15:00.123
        TIMESTAMP_LTZ(9) | {"type":"long","logicalType":"timestamp-nanos"} | -1 | 1969-12-31T23:59:59.999999999
        TIMESTAMP_LTZ(7) | {"type":"long","logicalType":"timestamp-nanos"} | 123456789 | 1970-01-01T00:00:00.123456700
        TIMESTAMP(3)     | {"type":"long","logicalType":"local-timestamp-millis"} | 1357035300123 | 2013-01-01T10:15:00.123
        TIMESTAMP(6)     | {"type":"long","logicalType":"local-timestamp-micros"} | 1357035300123456 | 2013-01-01T10:15:00.123456
        TIMESTAMP(9)     | {"type":"long","logicalType":"local-timestamp-nanos"} | 1357035300123456789 | 2013-01-01T10:15:00.123456789
        ARRAY<BIGINT>    | {"type":"array","items":["null","int"]} | [{"int":1},null] | [1, null]
        MAP<STRING, BIGINT> | {"type":"map","values":"int"} | {"a":1} | {a=1}
        ROW<a BIGINT, z INT> | {"type":"record","name":"r","fields":[{"name":"b","type":"string"},{"name":"a","type":"int"}]} | {"b":"x","a":1} | +I(1,null)
        INT              | ["null","int"] | null | null
        INT              | ["null","int"] | {"int":5} | 5
        INT              | "null" | null | null
        BIGINT           | ["int","null","long"] | {"long":5} | 5
        BIGINT           | ["string","int"] | {"int":5} | 5
        DOUBLE           | ["int","double"] | {"int":5} | 5.0
        DATE             | {"type":"int","connect.name":"io.debezium.time.Date"} | 15736 | 15736
        TIME(0)          | {"type":"long","connect.name":"io.debezium.time.NanoTime"} | 36900000000000 | 36900000
        TIMESTAMP(6)     | {"type":"long","connect.name":"io.debezium.time.MicroTimestamp"} | 1357035300123456 | 2013-01-01T10:15:00.123456
        TIMESTAMP_LTZ(3) | {"type":"long","connect.name":"io.debezium.time.NanoTimestamp"} | -1 | 1969-12-31T23:59:59.999
        TIMESTAMP(3)     | {"type":"long","logicalType":"timestamp-millis","connect.name":"org.apache.kafka.connect.data.Timestamp"} | -1 | 1969-12-31T23:59:59.999
        TIMESTAMP_LTZ(3) | ["null",{"type":"string","connect.name":"io.debezium.time.ZonedTimestamp"}] | {"string":"2013-01-01T10:15:00.1239+01:00"} | 2013-01-01T09:15:00.123
        BIGINT           | {"type":"long","connect.name":"io.debezium.time.MicroTimestamp"} | 5 | 5
        DECIMAL(5, 2)    | {"type":"record","name":"VariableScaleDecimal","namespace":"io.debezium.data","fields":[{"name":"scale","type":"int"},{"name":"value","type":"bytes"}]} | {"scale":1,"value":"\\u000f"} | 1.50
        """)
    void takes(String type, String schema, String json, String expected) throws Exception {
        Decoding decoding = decode(type, schema, json);

        assertThat(decoding.rejection()).isNull();
        assertThat(text(decoding.rows().get(0).getField(0))).isEqualTo(expected);
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof GenericMapData map) {
            ArrayData keys = map.keyArray();
            return "{" + keys.getString(0) + "=" + map.get(keys.getString(0)) + "}";
        }
        return value instanceof GenericArrayData array ? Arrays.toString(array.toObjectArray()) : String.valueOf(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        TINYINT          | "int"     | 128 | column 'c': expected TINYINT, found 128
        INT              | "long"    | 2147483648 | column 'c': expected INT, found 2147483648
        FLOAT            | "int"     | 16777217 | column 'c': expected FLOAT, found 16777217
        FLOAT            | "double"  | 0.1 | column 'c': expected FLOAT, found 0.1
        FLOAT            | "double"  | 1e39 | column 'c': expected FLOAT, found 1.0E39
        DOUBLE           | "long"    | 9007199254740993 | column 'c': expected DOUBLE, found 9007199254740993
        DOUBLE           | "long"    | 9223372036854775807 | column 'c': expected DOUBLE, found 9223372036854775807
        DECIMAL(5, 2)    | "int"     | 1000 | column 'c': expected DECIMAL(5, 2), found 1000
        DECIMAL(5, 2)    | {"type":"bytes","logicalType":"decimal","precision":9,"scale":3} | "\\u0003\\u00ed" | column 'c': expected DECIMAL(5, 2), found 1.005
        DECIMAL(5, 2)    | {"type":"bytes","logicalType":"decimal","precision":9,"scale":3} | "" | column 'c': expected DECIMAL(5, 2), found a decimal of no bytes
        VARCHAR(2)       | "string"  | "abc" | column 'c': expected VARCHAR(2), found "abc"
        STRING           | "bytes"   | "\\u00ff" | column 'c': invalid UTF-8 at byte 0 of the string
        BINARY(2)        | "bytes"   | "a" | column 'c': expected BINARY(2), found 1 bytes
        DATE             | {"type":"int","logicalType":"date"} | 2932897 | column 'c': expected DATE (years 0000 to 9999), found day 2932897 since 1970-01-01
        TIME(0)          | {"type":"int","logicalType":"time-millis"} | 250 | column 'c': expected TIME(0), found 250 millis of a day
        TIME(3)          | {"type":"int","logicalType":"time-millis"} | 86400000 | column 'c': expected TIME(3), found 86400000 millis of a day
        TIME(6)          | {"type":"long","logicalType":"time-micros"} | 1 | column 'c': expected TIME(6), found 1 micros of a day
        TIMESTAMP_LTZ(3) | {"type":"long","logicalType":"timestamp-millis"} | 253402300800000 | column 'c': expected TIMESTAMP_LTZ(3) (years 0000 to 9999), found 253402300800000 millis since 1970-01-01
        TIMESTAMP_LTZ(3) | {"type":"long","logicalType":"local-timestamp-millis"} | 0 | column 'c': expected TIMESTAMP_LTZ(3), but the schema has local-timestamp-millis
        TIMESTAMP(3)     | {"type":"long","logicalType":"timestamp-millis"} | 0 | column 'c': expected TIMESTAMP(3), but the schema has timestamp-millis
        TIMESTAMP_LTZ(3) | "long"    | 0 | column 'c': expected TIMESTAMP_LTZ(3), but the schema has long
        DATE             | {"type":"long","connect.name":"io.debezium.time.Date"} | 0 | column 'c': expected DATE, but the schema has long (io.debezium.time.Date)
        TIME(3)          | {"type":"long","connect.name":"io.debezium.time.NanoTime"} | 86400000000000 | column 'c': expected TIME(3), found 86400000000000 nanos of a day
        TIMESTAMP(3)     | {"type":"string","connect.name":"io.debezium.time.ZonedTimestamp"} | "x" | column 'c': expected TIMESTAMP(3), but the schema has string (io.debezium.time.ZonedTimestamp)
        TIMESTAMP_LTZ(3) | {"type":"string","connect.name":"io.debezium.time.ZonedTimestamp"} | "x" | column 'c': expected TIMESTAMP_LTZ(3) (yyyy-MM-ddTHH:mm:ssZ), found "x"
        DECIMAL(5, 2)    | {"type":"record","name":"VariableScaleDecimal","namespace":"io.debezium.data","fields":[{"name":"scale","type":"int"},{"name":"value","type":"bytes"}]} | {"scale":-2147483648,"value":"a"} | column 'c': expected DECIMAL(5, 2), found 9.7E+2147483649
        DECIMAL(5, 2)    | "string"  | "1.50" | column 'c': expected DECIMAL(5, 2), but the schema has string
        INT              | "string"  | "1" | column 'c': expected INT, but the schema has string
        STRING           | "int"     | 1 | column 'c': expected STRING, but the schema has int
        DECIMAL(5, 2)    | "double"  | 1.5 | column 'c': expected DECIMAL(5, 2), but the schema has double
        STRING           | {"type":"bytes","logicalType":"decimal","precision":4} | "a" | column 'c': expected STRING, but the schema has decimal
        INT              | {"type":"record","name":"r","fields":[]} | {} | column 'c': expected INT, but the schema has record r
        BIGINT           | ["string","int"] | {"string":"x"} | column 'c': expected BIGINT, found string, branch 0 of a union
        BIGINT           | ["null","string"] | null | column 'c': expected BIGINT, but the schema has string
        BIGINT           | ["null","string","boolean"] | null | column 'c': expected BIGINT, but the schema has a union of null, string, boolean
        INT NOT NULL     | ["null","int"] | null | column 'c': is null, but must have a value
        ARRAY<INT>       | {"type":"array","items":"long"} | [1,2147483648] | column 'c[1]': expected INT, found 2147483648
        ARRAY<INT NOT NULL> | {"type":"array","items":["null","int"]} | [null] | column 'c[0]': is null, but must have a value
        MAP<STRING, INT> | {"type":"map","values":"long"} | {"k":2147483648} | column 'c.k': expected INT, found 2147483648
        ROW<a ROW<b INT>> | {"type":"record","name":"r","fields":[{"name":"a","type":{"type":"record","name":"s","fields":[{"name":"b","type":"long"}]}}]} | {"a":{"b":2147483648}} | column 'c.a.b': expected INT, found 2147483648
        ROW<a INT NOT NULL> | {"type":"record","name":"r","fields":[]} | {} | column 'c.a': record r has no such field, but it must have a value
        ROW<a INT>       | {"type":"record","name":"r","fields":[{"name":"a","type":"string"}]} | {"a":"x"} | column 'c.a': expected INT, but the schema has string
        """)
    void rejects(String type, String schema, String json, String reason) throws Exception {
        String record = record(schema);

        assertThat(rejection(
                        record, AvroBytes.of(AvroBytes.schema(record), "{\"c\":" + json + "}"), new Column("c", type)))
                .isEqualTo(reason);
    }

    /** Of a record, or of each record of the schema. */
    private static String rejection(String schema, byte[] value, Column... columns) throws Exception {
        try {
            return AvroDecoders.of(schema, columns).decode(value, null).rejection();
        } catch (dev.kafkaflink.job.format.Mismatch e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        "long"                       | Milliseconds | TIMESTAMP_LTZ(3) | 1357035300123
        "int"                        | Seconds      | TIMESTAMP(3)     | 1357035300
        ["null","long"]              | Microseconds | TIMESTAMP_LTZ(3) | {"long":1357035300123000}
        {"type":"long","logicalType":"timestamp-millis"} | Seconds | TIMESTAMP_LTZ(3) | 1357035300123
        """)
    void takesANumberForATimeWhereTheColumnSaysSo(String schema, Column.Epoch epoch, String type, String json)
            throws Exception {
        String record = record(schema);
        AvroDecoder decoder = AvroDecoders.of(record, new Column("c", type, null, null, epoch, null));

        Decoding decoding = decoder.decode(AvroBytes.of(AvroBytes.schema(record), "{\"c\":" + json + "}"), null);

        TimestampData time = (TimestampData) decoding.rows().get(0).getField(0);
        assertThat(time.toString()).startsWith("2013-01-01T10:15");
    }

    @Test
    void passesOverFieldsThatAreNoColumns() throws Exception {
        String schema = record(
                "\"int\"",
                """
                {"name":"n","type":"null"}, {"name":"b","type":"boolean"}, {"name":"i","type":"int"},
                {"name":"l","type":"long"}, {"name":"f","type":"float"}, {"name":"d","type":"double"},
                {"name":"s","type":"string"}, {"name":"y","type":"bytes"},
                {"name":"x","type":{"type":"fixed","name":"x","size":3}},
                {"name":"e","type":{"type":"enum","name":"e","symbols":["A","B"]}},
                {"name":"u","type":["null","string"]},
                {"name":"a","type":{"type":"array","items":{"type":"map","values":"string"}}},
                {"name":"r","type":["null","record"]},
                """);
        byte[] value = AvroBytes.of(
                AvroBytes.schema(schema),
                """
                {"n":null,"b":true,"i":1,"l":2,"f":1.5,"d":2.5,"s":"abc","y":"de","x":"fgh","e":"B","u":{"string":"z"},
                 "a":[{"k":"v"},{}],"r":null,"c":42}""");

        Decoding decoding = AvroDecoders.of(schema, new Column("c", "INT")).decode(value, null);

        assertThat(decoding.rejection()).isNull();
        assertThat(decoding.rows()).containsExactly(GenericRowData.of(42));
    }

    @Test
    void readsARecordWithinItselfAsFarAsTheColumnGoes() throws Exception {
        String schema = "{\"type\":\"record\",\"name\":\"node\",\"fields\":[{\"name\":\"v\",\"type\":\"int\"},"
                + "{\"name\":\"next\",\"type\":[\"null\",\"node\"]}]}";
        String three = "{\"v\":1,\"next\":{\"node\":{\"v\":2,\"next\":{\"node\":{\"v\":3,\"next\":null}}}}}";

        Decoding decoding = AvroDecoders.of(schema, new Column("v", "INT"), new Column("next", "ROW<v INT>"))
                .decode(AvroBytes.of(AvroBytes.schema(schema), three), null);

        assertThat(decoding.rows()).containsExactly(GenericRowData.of(1, GenericRowData.of(2)));
    }

    @Test
    void readsAUnionOfRecordsByTheirFields() throws Exception {
        String schema =
                """
                [{"type":"record","name":"a","fields":[{"name":"id","type":"int"},{"name":"x","type":"string"}]},
                 {"type":"record","name":"b","fields":[{"name":"y","type":"long"},{"name":"id","type":"long"}]}]""";
        AvroDecoder decoder = AvroDecoders.of(schema, new Column("id", "BIGINT"), new Column("x", "STRING"));
        Schema parsed = AvroBytes.schema(schema);

        assertThat(decoder.decode(AvroBytes.of(parsed, "{\"a\":{\"id\":1,\"x\":\"one\"}}"), null)
                        .rows())
                .containsExactly(GenericRowData.of(1L, StringData.fromString("one")));
        assertThat(decoder.decode(AvroBytes.of(parsed, "{\"b\":{\"y\":0,\"id\":2}}"), null)
                        .rows())
                .containsExactly(GenericRowData.of(2L, null));
    }

    @Test
    void readsWhatIsNoRecordAsTheOnlyColumn() throws Exception {
        byte[] value = AvroBytes.of(AvroBytes.schema("\"long\""), "5");

        assertThat(AvroDecoders.of("\"long\"", new Column("id", "BIGINT"))
                        .decode(value, null)
                        .rows())
                .containsExactly(GenericRowData.of(5L));
        assertThat(rejection("\"long\"", value, new Column("id", "BIGINT"), new Column("x", "INT")))
                .isEqualTo("the schema has long, not a record; only a single column can take that, but there are 2");
        assertThat(rejection("[\"null\",\"long\"]", new byte[] {0}, new Column("id", "BIGINT NOT NULL")))
                .isEqualTo("column 'id': is null, but must have a value");
    }

    @Test
    void checksEachColumnWhicheverAreUsed() throws Exception {
        List<Column> columns =
                List.of(new Column("a", "INT"), new Column("b", "INT NOT NULL"), new Column("c", "STRING"));
        String schema =
                """
                {"type":"record","name":"r","fields":[{"name":"c","type":"bytes"},{"name":"b","type":["null","int"]},
                 {"name":"a","type":"long"}]}""";
        Schema parsed = AvroBytes.schema(schema);
        List<String> records = List.of(
                "{\"c\":\"x\",\"b\":{\"int\":1},\"a\":1}",
                "{\"c\":\"\\u00ff\",\"b\":{\"int\":1},\"a\":1}",
                "{\"c\":\"x\",\"b\":null,\"a\":1}",
                "{\"c\":\"x\",\"b\":{\"int\":1},\"a\":2147483648}");
        for (int[] used : new int[][] {{}, {0}, {1}, {2}, {0, 1, 2}}) {
            AvroDecoder decoder = AvroDecoders.of(schema, columns, Projection.of(used));
            assertThat(records)
                    .extracting(record ->
                            decoder.decode(AvroBytes.of(parsed, record), null).rejection())
                    .containsExactly(
                            null,
                            "column 'c': invalid UTF-8 at byte 0 of the string",
                            "column 'b': is null, but must have a value",
                            "column 'a': expected INT, found 2147483648");
        }
    }

    @Test
    void rejectsWhatIsNoValueOfTheSchema() throws Exception {
        String schema = record(
                "\"string\"", "{\"name\":\"e\",\"type\":{\"type\":\"enum\",\"name\":\"e\",\"symbols\":[\"A\"]}},");

        AvroDecoder decoder = AvroDecoders.of(schema, new Column("c", "STRING"), new Column("e", "STRING"));

        assertThat(decoder.decode(null, null).rejection()).isEqualTo("empty value (tombstone)");
        assertThat(decoder.decode(new byte[0], null).rejection())
                .isEqualTo("malformed Avro: the record ends in the middle of a value");
        assertThat(decoder.decode(bytes("00 06 78 79"), null).rejection())
                .isEqualTo("malformed Avro: the record ends in the middle of a value");
        assertThat(decoder.decode(bytes("00 02 78 79 7a"), null).rejection())
                .isEqualTo("malformed Avro: 2 bytes are left over behind the value of the schema");
        assertThat(decoder.decode(bytes("02 02 78"), null).rejection())
                .isEqualTo("malformed Avro: symbol 1 of the 1 of enum e, before byte 1");
        assertThat(decoder.decode(bytes("00 01"), null).rejection())
                .isEqualTo("malformed Avro before byte 2: Malformed data. Length is negative: -1");
        assertThat(decoder.decode("{\"c\":1}".getBytes(StandardCharsets.UTF_8), null)
                        .rejection())
                .startsWith("malformed Avro: symbol -62 ");
        assertThat(AvroDecoders.of(record("[\"null\",\"int\"]"), new Column("c", "INT"))
                        .decode(bytes("08"), null)
                        .rejection())
                .isEqualTo("malformed Avro: branch 4 of a union of null, int, before byte 1");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    private static Decoding decode(String type, String schema, String json) throws Exception {
        String record = record(schema);
        return AvroDecoders.of(record, new Column("c", type))
                .decode(AvroBytes.of(AvroBytes.schema(record), "{\"c\":" + json + "}"), null);
    }

    private static String record(String field) {
        return record(field, "");
    }

    private static String record(String field, String before) {
        return "{\"type\":\"record\",\"name\":\"record\",\"fields\":[" + before + "{\"name\":\"c\",\"type\":" + field
                + "}]}";
    }
}
