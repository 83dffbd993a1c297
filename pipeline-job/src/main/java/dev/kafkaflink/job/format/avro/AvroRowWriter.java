package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Writes rows as values of any schema: of a record, of a union with one, or of anything else if there is just one column. */
interface AvroRowWriter {
    void write(Encoder out, RowData row) throws IOException, Mismatch;

    /**
     * The writer for a schema.
     *
     * @param type the rows' columns
     * @param written the indices of those to write
     * @throws Mismatch if the schema takes no row
     */
    static AvroRowWriter of(RowType type, int[] written, Schema schema) throws Mismatch {
        if (schema.getType() == Schema.Type.RECORD) {
            return AvroRecordWriter.of(type, written, schema)::write;
        }
        if (schema.getType() == Schema.Type.UNION) {
            List<Schema> branches = schema.getTypes();
            for (int i = 0; i < branches.size(); i++) {
                if (branches.get(i).getType() == Schema.Type.RECORD) {
                    int index = i;
                    AvroRecordWriter records = AvroRecordWriter.of(type, written, branches.get(i));
                    return (out, row) -> {
                        out.writeIndex(index);
                        records.write(out, row);
                    };
                }
            }
        }
        if (written.length != 1) {
            throw Mismatch.ofRecord("the schema has " + AvroSchemas.describe(schema) + ", not a record; that takes a"
                    + " single column, but there are " + written.length);
        }
        return only(type, written[0], schema);
    }

    private static AvroRowWriter only(RowType type, int column, Schema schema) throws Mismatch {
        LogicalType columnType = type.getTypeAt(column);
        String name = type.getFieldNames().get(column);
        RowData.FieldGetter getter = RowData.createFieldGetter(columnType, column);
        try {
            AvroWriter writer = AvroWriters.of(columnType, schema);
            return (out, row) -> {
                try {
                    writer.write(out, getter.getFieldOrNull(row));
                } catch (Mismatch e) {
                    throw e.inField(name);
                }
            };
        } catch (Mismatch e) {
            throw e.inField(name);
        }
    }
}
