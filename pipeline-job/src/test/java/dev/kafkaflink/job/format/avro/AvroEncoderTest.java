package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.crds.table.Registry.SubjectStrategy;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryServer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows and what Avro's own library reads of what becomes of them. */
class AvroEncoderTest {
    private static final RowType TOTALS = AvroDecoders.type(List.of(
            new Column("customer", "STRING NOT NULL"), new Column("total", "DECIMAL(10, 2)"), new Column("n", "INT")));

    private final RegistryServer registry = RegistryServer.start();

    @AfterEach
    void end() {
        registry.close();
    }

    /** A column's type, a value of it, the schema of its field, and the value there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        BIGINT           | {"long":5}       | "int"              | 5
        INT              | {"int":5}        | "long"             | 5
        INT              | {"int":5}        | ["null","long"]    | 5
        INT              | null             | ["null","long"]    | null
        TINYINT          | {"int":5}        | "float"            | 5.0
        BIGINT           | {"long":5}       | "double"           | 5.0
        BIGINT           | {"long":5000000000} | ["int","long","null"] | 5000000000
        DOUBLE           | {"double":0.5}   | "float"            | 0.5
        FLOAT            | {"float":0.5}    | "double"           | 0.5
        BOOLEAN          | {"boolean":true} | ["string","boolean"] | true
        STRING           | {"string":"B"}   | {"type":"enum","name":"e","symbols":["A","B"]} | B
        STRING           | {"string":"5f0c6c2e-7b0f-4a50-8a6c-2f1d7a0b9e11"} | {"type":"string","logicalType":"uuid"} | 5f0c6c2e-7b0f-4a50-8a6c-2f1d7a0b9e11
        BYTES            | {"bytes":"ab"}   | {"type":"fixed","name":"f","size":2} | [97, 98]
        TIMESTAMP_LTZ(6) | {"long":1000}    | {"type":"long","logicalType":"timestamp-millis"} | 1
        TIMESTAMP_LTZ(3) | {"long":-1}      | {"type":"long","logicalType":"timestamp-nanos"} | -1000000
        TIMESTAMP(3)     | {"long":1}       | {"type":"long","logicalType":"local-timestamp-micros"} | 1000
        TIME(3)          | {"int":1}        | {"type":"long","logicalType":"time-micros"} | 1000
        DATE             | {"int":15736}    | {"type":"int","logicalType":"date"} | 15736
        ARRAY<INT NOT NULL> | {"array":[1,2]} | {"type":"array","items":["null","long"]} | [1, 2]
        MAP<STRING, INT NOT NULL> | {"map":{"a":1}} | {"type":"map","values":"long"} | {a=1}
        ROW<a INT>       | {"row.c":{"a":{"int":1}}} | {"type":"record","name":"x","fields":[{"name":"z","type":"string","default":"zz"},{"name":"a","type":["null","int"]}]} | {"z": "zz", "a": 1}
        """)
    void writes(String type, String json, String schema, String expected) throws Exception {
        Schema record = AvroBytes.schema(record(schema));

        Encoding encoding = encode(type, json, record);

        assertThat(encoding.rejection()).isNull();
        Object read = AvroBytes.read(record, encoding.bytes());
        assertThat(String.valueOf(((GenericRecord) read).get("c"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        BIGINT           | {"long":2147483648} | "int"           | column 'c': is 2147483648, but the schema has int
        BIGINT           | {"long":9007199254740993} | "double"   | column 'c': is 9007199254740993, but the schema has double
        DOUBLE           | {"double":0.1}   | "float"            | column 'c': is 0.1, but the schema has float
        INT              | null             | "int"              | column 'c': is NULL, but the schema has int
        INT              | null             | ["int","string"]   | column 'c': is NULL, but the schema has int
        DECIMAL(5, 2)    | {"bytes":"\\u007f"} | {"type":"bytes","logicalType":"decimal","precision":4,"scale":1} | column 'c': is 1.27, but the schema has a decimal of 4 digits, 1 of them behind the point
        DECIMAL(5, 0)    | {"bytes":"\\u007f"} | {"type":"bytes","logicalType":"decimal","precision":3,"scale":1} | column 'c': is 127, but the schema has a decimal of 3 digits, 1 of them behind the point
        STRING           | {"string":"C"}   | {"type":"enum","name":"e","symbols":["A","B"]} | column 'c': is "C", which enum e does not have
        STRING           | {"string":"x"}   | {"type":"string","logicalType":"uuid"} | column 'c': is "x", but the schema has uuid
        BYTES            | {"bytes":"abc"}  | {"type":"fixed","name":"f","size":2} | column 'c': has 3 bytes, but the schema has a fixed of 2
        TIMESTAMP_LTZ(6) | {"long":1001}    | {"type":"long","logicalType":"timestamp-millis"} | column 'c': is 1970-01-01T00:00:00.001001, but the schema has whole millis
        TIMESTAMP_LTZ(3) | {"long":253402300799999} | {"type":"long","logicalType":"timestamp-nanos"} | column 'c': is 9999-12-31T23:59:59.999, which is too far from 1970 to be counted in nanos, as the schema does
        ARRAY<BIGINT NOT NULL> | {"array":[1,2147483648]} | {"type":"array","items":"int"} | column 'c[1]': is 2147483648, but the schema has int
        INT              | {"int":1}        | "string"           | column 'c': is INT, but the schema has string
        BIGINT           | {"long":1}       | {"type":"long","logicalType":"timestamp-millis"} | column 'c': is BIGINT, but the schema has timestamp-millis
        STRING           | {"string":"x"}   | ["null","bytes"]   | column 'c': is STRING, but the schema has a union of null, bytes
        ROW<a INT>       | {"row.c":{"a":{"int":1}}} | {"type":"record","name":"x","fields":[{"name":"z","type":"string"},{"name":"a","type":["null","int"]}]} | field 'z' of record x has no default, and there is no column of that name
        ROW<a INT>       | {"row.c":{"a":{"int":1}}} | {"type":"record","name":"x","fields":[]} | column 'c.a': record x has no such field
        """)
    void rejects(String type, String json, String schema, String reason) throws Exception {
        String rejection;
        try {
            rejection = encode(type, json, AvroBytes.schema(record(schema))).rejection();
        } catch (Mismatch e) {
            // Of each row, whatever is in it.
            rejection = e.getMessage();
        }

        assertThat(rejection).isEqualTo(reason);
    }

    @Test
    void aRejectedRowLeavesNothingBehind() throws Exception {
        AvroEncoder encoder =
                AvroDecoders.encoder(record("\"int\""), AvroDecoders.type(List.of(new Column("c", "BIGINT"))));
        encoder.encode(GenericRowData.of(Long.MAX_VALUE));

        assertThat(encoder.encode(GenericRowData.of(1L)).bytes()).containsExactly(2);
    }

    @Test
    void decimalsFillTheirFixed() throws Exception {
        Schema schema = AvroBytes.schema(
                record(
                        "{\"type\":\"fixed\",\"name\":\"d\",\"size\":4,\"logicalType\":\"decimal\",\"precision\":5,\"scale\":2}"));

        assertThat(encode("DECIMAL(5, 2)", "{\"bytes\":\"\\u00fe\"}", schema).bytes())
                .containsExactly(-1, -1, -1, -2);
        assertThat(encode("DECIMAL(5, 2)", "{\"bytes\":\"\\u0002\"}", schema).bytes())
                .containsExactly(0, 0, 0, 2);
    }

    @Test
    void registersTheSchemaOfItsColumns() throws Exception {
        Encoding encoding = encoder(new Registry(registry.url()), TOTALS, "big-totals", false, TOTALS.getFieldNames())
                .encode(GenericRowData.of(StringData.fromString("ann"), null, 5));

        assertThat(registry.versions("big-totals-value")).containsExactly(1);
        Schema schema = registry.schema(1);
        assertThat(schema)
                .hasToString("{\"type\":\"record\",\"name\":\"big_totals\",\"fields\":["
                        + "{\"name\":\"customer\",\"type\":\"string\"},"
                        + "{\"name\":\"total\",\"type\":[\"null\",{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":10,\"scale\":2}],\"default\":null},"
                        + "{\"name\":\"n\",\"type\":[\"null\",\"int\"],\"default\":null}]}");
        assertThat(ByteBuffer.wrap(encoding.bytes()).get()).isZero();
        assertThat(ByteBuffer.wrap(encoding.bytes()).getInt(1)).isEqualTo(1);
        assertThat(AvroBytes.read(schema, Arrays.copyOfRange(encoding.bytes(), 5, encoding.bytes().length)))
                .hasToString("{\"customer\": \"ann\", \"total\": null, \"n\": 5}");
    }

    @Test
    void rowsWithinRowsHaveNamesOfTheirOwn() {
        RowType type = AvroDecoders.type(List.of(
                new Column(
                        "a",
                        "ROW<a ROW<x INT NOT NULL> NOT NULL, b ARRAY<ROW<x INT NOT NULL> NOT NULL> NOT NULL> NOT NULL"),
                new Column("b", "MAP<STRING, ROW<a INT NOT NULL> NOT NULL> NOT NULL")));

        Schema schema = ColumnSchema.of(type, "top");

        assertThat(AvroBytes.schema(schema.toString())).isEqualTo(schema);
        assertThat(schema.toString()).contains("\"namespace\":\"top.a\"", "\"namespace\":\"top\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        TopicName       | false | t.1-value
        TopicName       | true  | t.1-key
        RecordName      | false | t_1
        RecordName      | true  | t_1_key
        TopicRecordName | false | t.1-t_1
        TopicRecordName | true  | t.1-t_1_key
        """)
    void namesItsSubject(SubjectStrategy strategy, boolean key, String subject) throws Exception {
        encoder(new Registry(registry.url(), null, strategy, null, null), TOTALS, "t.1", key, List.of("customer"));

        assertThat(registry.versions(subject)).hasSize(1);
    }

    @Test
    void takesTheSubjectThatItIsGiven() throws Exception {
        encoder(new Registry(registry.url(), "mine", null, null, null), TOTALS, "t", false, List.of("n"));

        assertThat(registry.versions("mine")).hasSize(1);
    }

    @Test
    void addsAColumnThatMayBeNull() throws Exception {
        Registry options = new Registry(registry.url());
        encoder(options, TOTALS, "t", false, List.of("customer"));

        encoder(options, TOTALS, "t", false, List.of("customer", "n"));

        assertThat(registry.versions("t-value")).containsExactly(1, 2);
    }

    @Test
    void saysWhyItsSchemaIsNotTaken() throws Exception {
        Registry options = new Registry(registry.url());
        encoder(options, TOTALS, "t", false, List.of("n"));

        assertThatThrownBy(() -> encoder(options, TOTALS, "t", false, List.of("customer", "n")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the schema of the sink's columns is not compatible with those before it of subject 't-value':"
                                + " the schema registry at " + registry.url()
                                + " answers /subjects/t-value/versions with 409:"
                                + " Schema being registered is incompatible with an earlier schema for subject \"t-value\","
                                + " details: READER_FIELD_MISSING_DEFAULT_VALUE; by the rules of most subjects a column that is"
                                + " new may be NULL, and one that may be NULL stays so and keeps its type. Keep to that, write to"
                                + " another topic or subject, or change the subject's compatibility in the registry");
    }

    @Test
    void writesTheLatestSchemaIfItRegistersNone() throws Exception {
        Registry options = new Registry(registry.url(), null, null, false, null);
        register(
                registry,
                "t-value",
                """
                {"type":"record","name":"shop.total","fields":[{"name":"n","type":"long"},
                 {"name":"note","type":"string","default":"none"},{"name":"customer","type":["null","string"]}]}""");

        Encoding encoding = encoder(options, TOTALS, "t", false, List.of("customer", "n"))
                .encode(GenericRowData.of(StringData.fromString("ann"), null, 5));

        assertThat(AvroBytes.read(registry.schema(1), Arrays.copyOfRange(encoding.bytes(), 5, encoding.bytes().length)))
                .hasToString("{\"n\": 5, \"note\": \"none\", \"customer\": \"ann\"}");
        assertThat(registry.versions("t-value")).hasSize(1);
    }

    @Test
    void isRefusedIfItsColumnsDoNotFitTheLatestSchema() throws Exception {
        Registry options = new Registry(registry.url(), null, null, false, null);

        assertThatThrownBy(() -> encoder(options, TOTALS, "t", false, List.of("n")))
                .hasMessage("the schema registry has no subject 't-value', and registry.register is false; register a"
                        + " schema, or leave register out");

        register(
                registry,
                "t-value",
                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"n\",\"type\":\"string\"}]}");
        assertThatThrownBy(() -> encoder(options, TOTALS, "t", false, List.of("n")))
                .hasMessage(
                        "the sink's columns n do not fit schema 1, the latest of subject 't-value': column 'n': is INT,"
                                + " but the schema has string");
    }

    /** A schema that somebody else has registered. */
    private static void register(RegistryServer registry, String subject, String schema) throws Exception {
        RegistryAccess.of(new Registry(registry.url())).open().register(subject, RegisteredSchema.AVRO, schema);
    }

    private static AvroEncoder encoder(Registry options, RowType type, String topic, boolean key, List<String> columns)
            throws Exception {
        AvroEncoder encoder = new AvroEncoder(
                new ColumnsToWrite(AvroDecoders.format(new AvroOptions(null, options)), type, columns, topic, key),
                RegistryAccess.of(options));
        encoder.open();
        return encoder;
    }

    /** A value of a type, given as Avro's JSON by the schema of the type, as a value of another schema. */
    private static Encoding encode(String type, String json, Schema record) throws Exception {
        Column column = new Column("c", type);
        RowType row = AvroDecoders.type(List.of(column));
        Schema own = ColumnSchema.of(row, "row");
        AvroDecoder decoder = AvroDecoders.of(own.toString(), List.of(column), Projection.all(row));
        GenericRowData value = decoder.decode(AvroBytes.of(own, "{\"c\":" + json + "}"), null)
                .rows()
                .get(0);
        return AvroDecoders.encoder(record.toString(), row).encode(value);
    }

    private static String record(String field) {
        return "{\"type\":\"record\",\"name\":\"record\",\"fields\":[{\"name\":\"c\",\"type\":" + field + "}]}";
    }
}
