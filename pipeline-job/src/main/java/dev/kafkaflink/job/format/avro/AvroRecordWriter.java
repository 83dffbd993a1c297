package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Rows as records of one schema: each field is the column of its name, or its default if there is none. */
final class AvroRecordWriter {
    private final Field[] fields;

    /**
     * A field, in the order of the schema.
     *
     * @param fixed what is always written; null: the column is
     */
    private record Field(String name, RowData.FieldGetter getter, AvroWriter writer, byte[] fixed) {}

    private AvroRecordWriter(Field[] fields) {
        this.fields = fields;
    }

    static AvroRecordWriter of(RowType type, Schema schema) throws Mismatch {
        return of(type, IntStream.range(0, type.getFieldCount()).toArray(), schema);
    }

    /**
     * A writer of rows.
     *
     * @param type the rows' columns
     * @param written the indices of those to write
     * @throws Mismatch if no row is a record of the schema, about the first column or field with which that is so
     */
    static AvroRecordWriter of(RowType type, int[] written, Schema schema) throws Mismatch {
        List<String> columns =
                IntStream.of(written).mapToObj(type.getFieldNames()::get).toList();
        for (String column : columns) {
            if (schema.getField(column) == null) {
                throw new Mismatch("record " + schema.getFullName() + " has no such field").inField(column);
            }
        }
        Field[] fields = new Field[schema.getFields().size()];
        for (Schema.Field field : schema.getFields()) {
            int column = columns.indexOf(field.name());
            fields[field.pos()] = column < 0
                    ? new Field(field.name(), null, null, defaultOf(schema, field))
                    : column(type.getTypeAt(written[column]), written[column], field);
        }
        return new AvroRecordWriter(fields);
    }

    private static Field column(LogicalType type, int index, Schema.Field field) throws Mismatch {
        try {
            return new Field(
                    field.name(), RowData.createFieldGetter(type, index), AvroWriters.of(type, field.schema()), null);
        } catch (Mismatch e) {
            throw e.inField(field.name());
        }
    }

    private static byte[] defaultOf(Schema schema, Schema.Field field) throws Mismatch {
        if (!field.hasDefaultValue()) {
            throw Mismatch.ofRecord("field '" + field.name() + "' of record " + schema.getFullName()
                    + " has no default, and there is no column of that name");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(field.schema()).write(GenericData.get().getDefaultValue(field), encoder);
        } catch (IOException | AvroRuntimeException e) {
            throw Mismatch.ofRecord("the default of field '" + field.name() + "' of record " + schema.getFullName()
                    + " is no value of its type");
        }
        return bytes.toByteArray();
    }

    void write(Encoder out, RowData row) throws IOException, Mismatch {
        for (Field field : fields) {
            if (field.writer == null) {
                out.writeFixed(field.fixed);
                continue;
            }
            try {
                field.writer.write(out, field.getter.getFieldOrNull(row));
            } catch (Mismatch e) {
                throw e.inField(field.name);
            }
        }
    }
}
