package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.kafkaflink.job.format.Mismatch;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** A row as a message. NULL is a field that is not set. */
final class RowWriter {
    private final Descriptor type;
    private final List<String> names;
    private final FieldDescriptor[] fields;
    private final RowData.FieldGetter[] columns;
    private final FieldWriter[] writers;
    private final List<FieldDescriptor> required;

    /**
     * Writes rows of a type.
     *
     * @param row the rows' columns
     * @param names of those that are written
     * @param depth how many messages the message is within
     * @throws IllegalArgumentException if a column has no field that takes it, or a field that is required has no column
     */
    RowWriter(Descriptor type, RowType row, List<String> names, ProtobufSettings settings, int depth) {
        this.type = type;
        this.names = names;
        fields = new FieldDescriptor[names.size()];
        columns = new RowData.FieldGetter[names.size()];
        writers = new FieldWriter[names.size()];
        for (int i = 0; i < fields.length; i++) {
            String name = names.get(i);
            int index = row.getFieldIndex(name);
            LogicalType column = row.getTypeAt(index);
            columns[i] = RowData.createFieldGetter(column, index);
            try {
                fields[i] = ProtobufSchema.field(type, name);
                writers[i] = FieldWriters.of(fields[i], column, settings, depth);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("in '" + name + "': " + e.getMessage(), e);
            }
        }
        required = type.getFields().stream().filter(FieldDescriptor::isRequired).toList();
        ColumnChecks.unfilled(type, List.of(fields)).ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
    }

    Message write(RowData row) throws Mismatch {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (int i = 0; i < fields.length; i++) {
            Object value = columns[i].getFieldOrNull(row);
            if (value != null) {
                try {
                    requireOnlyMember(message, fields[i]);
                    message.setField(fields[i], writers[i].write(value));
                } catch (Mismatch e) {
                    throw e.inField(names.get(i));
                }
            }
        }
        for (FieldDescriptor field : required) {
            if (!message.hasField(field)) {
                throw new Mismatch("is NULL, but the schema requires it").inField(field.getName());
            }
        }
        return message.build();
    }

    /** The last one that is set would take the others' place. */
    private static void requireOnlyMember(DynamicMessage.Builder message, FieldDescriptor field) throws Mismatch {
        OneofDescriptor oneof = field.getRealContainingOneof();
        if (oneof != null && message.hasOneof(oneof)) {
            throw new Mismatch("has a value, as '"
                    + message.getOneofFieldDescriptor(oneof).getName() + "' has; of the oneof '" + oneof.getName()
                    + "' one member can be set, and the others are NULL");
        }
    }
}
