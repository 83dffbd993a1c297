package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * A record of one schema as a row. A column is the field of its name, else one that has its name among its aliases. A column
 * that the schema does not have is NULL; a field that is no column is passed over. Each column must fit its type, whether it
 * is built or not.
 */
final class AvroRecord implements AvroReader {
    private static final int NONE = -1;

    private final int arity;
    private final Field[] fields;

    /**
     * A field of the record, in the order of the bytes.
     *
     * @param reader null: it is no column
     * @param schema of what is passed over
     * @param position of its column in the row; {@link #NONE}: it is not built
     */
    private record Field(String name, AvroReader reader, Schema schema, boolean nullable, int position) {}

    private AvroRecord(int arity, Field[] fields) {
        this.arity = arity;
        this.fields = fields;
    }

    /**
     * Records of a schema.
     *
     * @throws Mismatch if no record of the schema is a row, about the first column with which that is so
     */
    static AvroRecord of(Schema schema, AvroRows rows) throws Mismatch {
        List<String> names = rows.type().getFieldNames();
        int[] fieldOf = fieldsOf(schema, names);
        Field[] fields = new Field[schema.getFields().size()];
        for (int column = 0; column < fieldOf.length; column++) {
            String name = names.get(column);
            LogicalType columnType = rows.type().getTypeAt(column);
            if (fieldOf[column] == NONE) {
                if (!columnType.isNullable()) {
                    throw new Mismatch(
                                    "record " + schema.getFullName() + " has no such field, but it must have a value")
                            .inField(name);
                }
                continue;
            }
            Schema field = schema.getFields().get(fieldOf[column]).schema();
            try {
                fields[fieldOf[column]] = new Field(
                        name,
                        rows.columns().of(field, columnType, rows.epochs()[column]),
                        field,
                        columnType.isNullable(),
                        rows.projection().positionOf(column));
            } catch (Mismatch e) {
                throw e.inField(name);
            }
        }
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == null) {
                fields[i] = new Field(null, null, schema.getFields().get(i).schema(), true, NONE);
            }
        }
        return new AvroRecord(rows.projection().arity(), fields);
    }

    /** For each column the index of its field. A field of two columns is that of its own name. */
    private static int[] fieldsOf(Schema schema, List<String> columns) {
        int[] fieldOf = new int[columns.size()];
        Arrays.fill(fieldOf, NONE);
        for (Schema.Field field : schema.getFields()) {
            int column = columns.indexOf(field.name());
            if (column >= 0) {
                fieldOf[column] = field.pos();
            }
        }
        for (Schema.Field field : schema.getFields()) {
            if (columns.contains(field.name())) {
                continue;
            }
            for (String alias : field.aliases()) {
                int column = columns.indexOf(alias);
                if (column >= 0 && fieldOf[column] == NONE) {
                    fieldOf[column] = field.pos();
                    break;
                }
            }
        }
        return fieldOf;
    }

    @Override
    public GenericRowData read(AvroInput input) throws IOException, Mismatch {
        GenericRowData row = new GenericRowData(arity);
        for (Field field : fields) {
            if (field.reader == null) {
                AvroSkip.skip(field.schema, input);
                continue;
            }
            Object value;
            try {
                value = field.reader.read(input);
            } catch (Mismatch e) {
                throw e.inField(field.name);
            }
            if (value == null && !field.nullable) {
                throw new Mismatch("is null, but must have a value").inField(field.name);
            }
            if (field.position != NONE) {
                row.setField(field.position, value);
            }
        }
        return row;
    }
}
