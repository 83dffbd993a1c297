package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Mismatch;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A message as a row. */
final class RowReader {
    private static final int NO_FIELD = -1;

    private final FieldNames fields;
    private final String[] names;
    private final boolean[] nullable;
    private final int[] indices;
    private final FieldReader[] readers;
    /** What a column is read from if its field is not there; null: it is NULL. */
    private final FieldValues[] absent;

    private final List<FieldDescriptor> required;

    /**
     * Reads a message.
     *
     * @param columns the fields
     * @param epochs for each column the unit of a time that is a number; null: it is none
     * @param depth how many messages it is within
     * @throws IllegalArgumentException if a column does not take its field, or has none, unless the messages are of a registry:
     *     another version of the schema may have it
     */
    RowReader(Descriptor type, RowType columns, Column.Epoch[] epochs, ProtobufSettings settings, int depth) {
        int count = columns.getFieldCount();
        names = columns.getFieldNames().toArray(String[]::new);
        nullable = new boolean[count];
        indices = new int[count];
        readers = new FieldReader[count];
        absent = new FieldValues[count];
        String[] read = new String[type.getFields().size()];
        for (int i = 0; i < count; i++) {
            nullable[i] = columns.getTypeAt(i).isNullable();
            if (settings.registered() && ProtobufSchema.find(type, names[i]) == null) {
                indices[i] = NO_FIELD;
                continue;
            }
            try {
                FieldDescriptor field = ProtobufSchema.field(type, names[i]);
                indices[i] = field.getIndex();
                absent[i] = absent(field, settings);
                readers[i] = reader(field, columns.getTypeAt(i), epochs[i], settings, depth);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("in '" + names[i] + "': " + e.getMessage(), e);
            }
            read[indices[i]] = names[i];
        }
        fields = FieldNames.of(type, read);
        required = type.getFields().stream().filter(FieldDescriptor::isRequired).toList();
    }

    /** Reads a message that is a column, or an element of one. */
    static RowReader of(Descriptor type, LogicalType row, ProtobufSettings settings, int depth) {
        RowType columns = (RowType) row;
        return new RowReader(type, columns, new Column.Epoch[columns.getFieldCount()], settings, depth);
    }

    /** The reader of a column; without the unit of a time it is any of the field's types. */
    static FieldReader reader(
            FieldDescriptor field, LogicalType type, Column.Epoch epoch, ProtobufSettings settings, int depth) {
        return epoch == null ? FieldReaders.of(field, type, settings, depth) : Times.epoch(field, type, epoch);
    }

    /** A list that is not there is an empty one, whatever is asked for. */
    private static FieldValues absent(FieldDescriptor field, ProtobufSettings settings) {
        if (field.isRepeated()) {
            return FieldValues.NONE;
        }
        boolean hasDefault = settings.readDefaults() && (!field.hasPresence() || field.hasDefaultValue());
        return hasDefault ? FieldReaders.defaultOf(field) : null;
    }

    GenericRowData read(Slice message) throws Mismatch {
        return GenericRowData.of(readColumns(message));
    }

    /** The columns' values, in their order. */
    Object[] readColumns(Slice bytes) throws Mismatch {
        WireMessage message = WireMessage.read(fields, bytes);
        for (FieldDescriptor field : required) {
            if (message.get(field.getIndex()) == null) {
                throw new Mismatch("field '" + field.getName() + "' is required, but not set");
            }
        }
        Object[] row = new Object[names.length];
        for (int i = 0; i < row.length; i++) {
            try {
                row[i] = readColumn(i, message);
            } catch (Mismatch e) {
                throw e.inField(names[i]);
            }
        }
        return row;
    }

    private Object readColumn(int column, WireMessage message) throws Mismatch {
        boolean hasField = indices[column] != NO_FIELD;
        FieldValues values = hasField ? FieldReaders.orElse(message.get(indices[column]), absent[column]) : null;
        if (values == null && !nullable[column]) {
            throw new Mismatch((hasField
                            ? "is not set"
                            : "has no field in " + fields.type().getFullName()) + ", but must have a value");
        }
        return values == null ? null : readers[column].read(values);
    }
}
