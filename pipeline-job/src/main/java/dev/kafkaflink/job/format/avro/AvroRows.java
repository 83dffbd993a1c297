package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import java.io.IOException;
import java.io.Serializable;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The columns that values of any schema become.
 *
 * @param type their names and types
 * @param projection which of them are built
 * @param epochs for each what a number is that becomes a timestamp; null: nothing
 * @param columns what reads one of them
 */
public record AvroRows(RowType type, Projection projection, Column.Epoch[] epochs, Columns columns)
        implements AvroValues {
    /** Reads the value of one schema as a row. */
    public interface Rows {
        /** Reads a row. */
        GenericRowData read(AvroInput input) throws IOException, Mismatch;
    }

    /**
     * Makes the reader of a column, by schema and type. No lambda: in the job's jar Avro has other names, and what is written of a
     * lambda keeps the old ones.
     */
    public interface Columns extends Serializable {
        /** The reader of a column. */
        default AvroReader of(Schema schema, LogicalType type, Column.Epoch epoch) throws Mismatch {
            return AvroReaders.of(schema, type, epoch);
        }
    }

    private record PlainColumns() implements Columns {
        private static final long serialVersionUID = 1L;
    }

    static AvroRows of(ColumnsToRead columns) {
        return of(columns, new PlainColumns());
    }

    /** Rows whose columns are read in a way of their own. */
    public static AvroRows of(ColumnsToRead columns, Columns readers) {
        return new AvroRows(
                columns.type(),
                columns.projection(),
                columns.columns().stream().map(Column::epoch).toArray(Column.Epoch[]::new),
                readers);
    }

    /** All of these columns, as part of a row. */
    static AvroRows of(RowType type) {
        return new AvroRows(type, Projection.all(type), new Column.Epoch[type.getFieldCount()], new PlainColumns());
    }

    @Override
    public Reader readerOf(Schema schema) throws Mismatch {
        Rows rows = of(schema);
        return input -> Decoding.of(rows.read(input));
    }

    /**
     * The reader of a schema: of a record, of a union of them, or of anything else as the only column.
     *
     * @throws Mismatch if no value of the schema is a row
     */
    public Rows of(Schema schema) throws Mismatch {
        return switch (schema.getType()) {
            case RECORD -> {
                AvroRecord record = AvroRecord.of(schema, this);
                yield record::read;
            }
            case UNION -> hasRecord(schema) ? union(schema) : only(schema);
            case ENUM, ARRAY, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> only(schema);
        };
    }

    private static boolean hasRecord(Schema union) {
        return union.getTypes().stream().anyMatch(branch -> branch.getType() == Schema.Type.RECORD);
    }

    private Rows union(Schema schema) throws Mismatch {
        Rows[] readers = new Rows[schema.getTypes().size()];
        for (int i = 0; i < readers.length; i++) {
            Schema branch = schema.getTypes().get(i);
            readers[i] = branch.getType() == Schema.Type.NULL ? AvroRows::rejectNull : of(branch);
        }
        return input -> readers[input.branch(schema)].read(input);
    }

    private static GenericRowData rejectNull(AvroInput input) throws Mismatch {
        throw Mismatch.ofRecord("the record is null");
    }

    /** Such as a key that is just a number. */
    private Rows only(Schema schema) throws Mismatch {
        if (type.getFieldCount() != 1) {
            throw Mismatch.ofRecord("the schema has " + AvroSchemas.describe(schema) + ", not a record; only a single"
                    + " column can take that, but there are " + type.getFieldCount());
        }
        String name = type.getFieldNames().get(0);
        AvroReader reader = reader(schema, name);
        boolean nullable = type.getTypeAt(0).isNullable();
        int position = projection.positionOf(0);
        return input -> {
            GenericRowData row = new GenericRowData(projection.arity());
            Object value;
            try {
                value = reader.read(input);
            } catch (Mismatch e) {
                throw e.inField(name);
            }
            if (value == null && !nullable) {
                throw new Mismatch("is null, but must have a value").inField(name);
            }
            if (position >= 0) {
                row.setField(position, value);
            }
            return row;
        };
    }

    private AvroReader reader(Schema schema, String name) throws Mismatch {
        try {
            return columns.of(schema, type.getTypeAt(0), epochs[0]);
        } catch (Mismatch e) {
            throw e.inField(name);
        }
    }
}
