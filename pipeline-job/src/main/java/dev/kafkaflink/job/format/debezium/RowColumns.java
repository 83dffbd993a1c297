package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.TextReader;
import dev.kafkaflink.job.format.TextReaders;
import dev.kafkaflink.job.format.avro.AvroInput;
import dev.kafkaflink.job.format.avro.AvroReader;
import dev.kafkaflink.job.format.avro.AvroReaders;
import dev.kafkaflink.job.format.avro.AvroRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.VarCharType;

/** Readers of a row's columns in Avro, where connectors write values in ways of their own. */
record RowColumns() implements AvroRows.Columns {
    private static final long serialVersionUID = 1L;
    private static final StringData UNAVAILABLE = StringData.fromString(AvailableReader.UNAVAILABLE);
    private static final byte[] UNAVAILABLE_BYTES = AvailableReader.UNAVAILABLE.getBytes(StandardCharsets.UTF_8);

    @Override
    public AvroReader of(Schema schema, LogicalType type, Column.Epoch epoch) throws Mismatch {
        if (type.is(LogicalTypeRoot.DECIMAL) && isText(schema)) {
            return digits(schema, type);
        }
        AvroReader reader = AvroReaders.of(schema, type, epoch);
        return type.isAnyOf(LogicalTypeFamily.CHARACTER_STRING, LogicalTypeFamily.BINARY_STRING)
                ? input -> available(reader.read(input))
                : reader;
    }

    private static boolean isText(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? schema.getTypes().stream().anyMatch(RowColumns::isText)
                : schema.getType() == Schema.Type.STRING;
    }

    /** A DECIMAL as the connector writes it with {@code decimal.handling.mode=string}. */
    private static AvroReader digits(Schema schema, LogicalType type) throws Mismatch {
        AvroReader texts = AvroReaders.of(schema, VarCharType.STRING_TYPE, null);
        TextReader digits = TextReaders.of(type, Format.Type.DebeziumAvro.name());
        return input -> number(texts, digits, input);
    }

    private static Object number(AvroReader texts, TextReader digits, AvroInput input) throws IOException, Mismatch {
        Object read = texts.read(input);
        if (read == null) {
            return null;
        }
        char[] text = read.toString().toCharArray();
        return digits.read(text, 0, text.length);
    }

    /** What a connector writes where the database did not tell it the value would become the column's value. */
    private static Object available(Object value) throws Mismatch {
        boolean unavailable =
                value instanceof byte[] bytes ? Arrays.equals(bytes, UNAVAILABLE_BYTES) : UNAVAILABLE.equals(value);
        if (unavailable) {
            throw AvailableReader.unavailable();
        }
        return value;
    }
}
