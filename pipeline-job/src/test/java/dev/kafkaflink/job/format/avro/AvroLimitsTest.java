package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.table.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records and schemas that are made to take more than their size. */
class AvroLimitsTest {
    private static final long SOME_BYTES = 1 << 20;

    /** What lengths say that no bytes follow, read and passed over. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        STRING      | "string" | malformed Avro: the record ends in the middle of a value
        BYTES       | "bytes"  | malformed Avro: the record ends in the middle of a value
        ARRAY<INT>  | {"type":"array","items":"int"}  | malformed Avro: an array or a map of 2000000000 elements at byte 5, in a record of 5 bytes
        ARRAY<INT>  | {"type":"array","items":"null"} | malformed Avro: an array or a map of 2000000000 elements at byte 5, in a record of 5 bytes
        ARRAY<ROW<a INT>> | {"type":"array","items":{"type":"record","name":"empty","fields":[]}} | malformed Avro: an array or a map of 2000000000 elements at byte 5, in a record of 5 bytes
        MAP<STRING, INT> | {"type":"map","values":"int"} | malformed Avro: an array or a map of 2000000000 elements at byte 5, in a record of 5 bytes
        """)
    void believesNoLength(String type, String schema, String reason) throws Exception {
        byte[] value = encoded(out -> out.writeLong(2_000_000_000));
        AvroDecoder read = AvroDecoders.of(record(schema), new Column("c", type));
        AvroDecoder passedOver = AvroDecoders.of(record(schema), new Column("x", "INT"));
        long before = allocated();

        assertThat(read.decode(value, null).rejection()).isEqualTo(reason);
        assertThat(passedOver.decode(value, null).rejection()).isEqualTo(reason);
        assertThat(allocated() - before).isLessThan(SOME_BYTES);
    }

    @Test
    void believesNoSizeOfAFixed() throws Exception {
        AvroDecoder decoder = AvroDecoders.of(
                record("{\"type\":\"fixed\",\"name\":\"f\",\"size\":2000000000}"), new Column("c", "BYTES"));
        long before = allocated();

        assertThat(decoder.decode(new byte[3], null).rejection())
                .isEqualTo("malformed Avro: the record ends in the middle of a value of 2000000000 bytes");
        assertThat(allocated() - before).isLessThan(SOME_BYTES);
    }

    @Test
    void believesNoLengthBeyondAnInt() throws Exception {
        AvroDecoder decoder = AvroDecoders.of(record("\"string\""), new Column("c", "STRING"));

        assertThat(decoder.decode(encoded(out -> out.writeLong(Long.MAX_VALUE)), null)
                        .rejection())
                .startsWith("malformed Avro before byte 10: ");
    }

    /** Arrays of arrays of what takes no bytes: each has few, but all together would be many. */
    @Test
    void addsUpWhatTakesNoBytes() throws Exception {
        String schema = record("{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}");
        byte[] value = encoded(out -> {
            out.writeLong(1_000);
            for (int i = 0; i < 1_000; i++) {
                out.writeLong(900);
                out.writeLong(0);
            }
            out.writeLong(0);
        });

        assertThat(AvroDecoders.of(schema, new Column("c", "ARRAY<ARRAY<INT>>"))
                        .decode(value, null)
                        .rejection())
                .startsWith("malformed Avro: an array or a map of 900 elements");
        assertThat(AvroDecoders.of(schema, new Column("x", "INT"))
                        .decode(value, null)
                        .rejection())
                .startsWith("malformed Avro: an array or a map of 900 elements");
    }

    @Test
    void takesManyElementsThatHaveTheirBytes() throws Exception {
        String schema = record("{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"int\"}}");
        byte[] value = AvroBytes.of(
                AvroBytes.schema(schema),
                "{\"c\":[" + "[1,2,3],[],".repeat(20_000) + "[" + "0,".repeat(50_000) + "0]]}");

        assertThat(AvroDecoders.of(schema, new Column("c", "ARRAY<ARRAY<INT>>"))
                        .decode(value, null)
                        .rejection())
                .isNull();
    }

    @Test
    void takesSomeElementsWithoutBytes() throws Exception {
        String schema = record("{\"type\":\"array\",\"items\":\"null\"}");
        byte[] value = AvroBytes.of(AvroBytes.schema(schema), "{\"c\":[null,null,null]}");

        assertThat(AvroDecoders.of(schema, new Column("c", "ARRAY<INT>"))
                        .decode(value, null)
                        .rejection())
                .isNull();
    }

    @Test
    void goesOnlySoDeepIntoWhatIsNoColumn() throws Exception {
        String schema =
                """
                {"type":"record","name":"node","fields":[{"name":"v","type":"int"},{"name":"next","type":["null","node"]}]}""";
        AvroDecoder decoder = AvroDecoders.of(schema, new Column("v", "INT"));

        assertThat(decoder.decode(list(400), null).rejection()).isNull();
        assertThat(decoder.decode(list(1_000_000), null).rejection())
                .isEqualTo("records, arrays and maps that are no columns are more than 500 deep");
    }

    private static byte[] list(int length) throws IOException {
        return encoded(out -> {
            for (int i = 1; i <= length; i++) {
                out.writeInt(0);
                out.writeIndex(i == length ? 0 : 1);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        nonsense     | is no Avro schema: com.fasterxml.jackson.core.JsonParseException: Unrecognized token 'nonsense': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
        "strin"      | is no Avro schema: it is the name of a type that it does not define
        ["null",{"type":"array","items":"other"}] | is no Avro schema: Undefined schema: other
        {"type":"record","name":"a","fields":[{"name":"b","type":"a"}]} | has a record 'a' that always holds another of its kind, without end
        """)
    void refusesSchemas(String schema, String reason) {
        assertThatThrownBy(() -> AvroSchemas.parse(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    /** Each record holds the one before twice: the last holds 2 to the 30th of the first, which take no bytes. */
    @Test
    void refusesASchemaOfBillionsOfValuesWithoutBytes() {
        String fields = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> "{\"name\":\"f" + i + "\",\"type\":{\"type\":\"record\",\"name\":\"r" + i
                        + "\",\"fields\":[{\"name\":\"a\",\"type\":\"r" + (i - 1) + "\"},{\"name\":\"b\",\"type\":\"r"
                        + (i - 1) + "\"}]}}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> AvroSchemas.parse(
                        "{\"type\":\"record\",\"name\":\"all\",\"fields\":[{\"name\":\"f0\",\"type\":{\"type\":\"record\","
                                + "\"name\":\"r0\",\"fields\":[]}}," + fields + "]}"))
                .hasMessage("has a record 'all' of more than 100000 values");
    }

    @ParameterizedTest
    @CsvSource({"500", "100000"})
    void refusesASchemaThatIsDeep(int depth) {
        String array = "{\"type\":\"array\",\"items\":".repeat(depth) + "\"int\"" + "}".repeat(depth);

        if (depth == 500) {
            assertThat(AvroSchemas.parse(array)).isNotNull();
        } else {
            assertThatThrownBy(() -> AvroSchemas.parse(array)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private interface Content {
        void write(BinaryEncoder out) throws IOException;
    }

    private static byte[] encoded(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        content.write(out);
        return bytes.toByteArray();
    }

    private static String record(String field) {
        return "{\"type\":\"record\",\"name\":\"record\",\"fields\":[{\"name\":\"c\",\"type\":" + field + "}]}";
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
