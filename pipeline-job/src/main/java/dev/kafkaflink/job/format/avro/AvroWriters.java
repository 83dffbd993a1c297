package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Writers by SQL type and schema. */
final class AvroWriters {
    private AvroWriters() {}

    /**
     * The writer of a type.
     *
     * @throws Mismatch if the schema takes no value of the type
     */
    static AvroWriter of(LogicalType type, Schema schema) throws Mismatch {
        if (schema.getType() == Schema.Type.UNION) {
            return union(type, schema);
        }
        AvroWriter values = ofValue(type, schema);
        if (values == null) {
            throw new Mismatch("is " + type.asSummaryString() + ", but the schema has " + AvroSchemas.describe(schema));
        }
        return (out, value) -> {
            if (value == null) {
                throw new Mismatch("is NULL, but the schema has " + AvroSchemas.describe(schema));
            }
            values.write(out, value);
        };
    }

    /** Writes into the branch that is most like the type; NULL into null. */
    private static AvroWriter union(LogicalType type, Schema schema) throws Mismatch {
        List<Schema> branches = schema.getTypes();
        int ofNull = indexOfNull(branches);
        int ofValues = indexOf(type, branches);
        if (ofValues < 0) {
            throw new Mismatch("is " + type.asSummaryString() + ", but the schema has " + AvroSchemas.describe(schema));
        }
        AvroWriter values = of(type, branches.get(ofValues));
        return (out, value) -> {
            if (value == null && ofNull >= 0) {
                out.writeIndex(ofNull);
                out.writeNull();
            } else {
                out.writeIndex(ofValues);
                values.write(out, value);
            }
        };
    }

    private static int indexOfNull(List<Schema> branches) {
        for (int i = 0; i < branches.size(); i++) {
            if (branches.get(i).getType() == Schema.Type.NULL) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(LogicalType type, List<Schema> branches) {
        Schema own = ColumnSchema.scalar(type);
        int first = -1;
        for (int i = branches.size() - 1; i >= 0; i--) {
            if (takes(branches.get(i), type)) {
                if (own != null && isAlike(own, branches.get(i))) {
                    return i;
                }
                first = i;
            }
        }
        return first;
    }

    private static boolean isAlike(Schema own, Schema branch) {
        return own.getType() == branch.getType()
                && AvroSchemas.logicalName(own).equals(AvroSchemas.logicalName(branch));
    }

    private static boolean takes(Schema branch, LogicalType type) {
        try {
            return ofValue(type, branch) != null;
        } catch (Mismatch e) {
            return false;
        }
    }

    /** Null if the schema, which is no union, takes no values of the type. */
    private static AvroWriter ofValue(LogicalType type, Schema schema) throws Mismatch {
        return switch (type.getTypeRoot()) {
            case BOOLEAN ->
                schema.getType() == Schema.Type.BOOLEAN ? (out, value) -> out.writeBoolean((boolean) value) : null;
            case TINYINT, SMALLINT, INTEGER, BIGINT -> AvroNumberWriters.whole(schema);
            case FLOAT, DOUBLE -> AvroNumberWriters.floating(schema);
            case DECIMAL -> AvroNumberWriters.decimal(schema);
            case CHAR, VARCHAR -> AvroTextWriters.text(schema);
            case BINARY, VARBINARY -> AvroTextWriters.bytes(schema);
            case DATE ->
                "date".equals(AvroSchemas.logicalName(schema)) ? (out, value) -> out.writeInt((int) value) : null;
            case TIME_WITHOUT_TIME_ZONE -> AvroTimeWriters.time(schema);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> AvroTimeWriters.timestamp(schema, "local-timestamp-");
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> AvroTimeWriters.timestamp(schema, "timestamp-");
            case ARRAY -> AvroNestedWriters.array((ArrayType) type, schema);
            case MAP -> AvroNestedWriters.map((MapType) type, schema);
            case ROW -> row((RowType) type, schema);
            default -> null;
        };
    }

    private static AvroWriter row(RowType type, Schema schema) throws Mismatch {
        if (schema.getType() != Schema.Type.RECORD) {
            return null;
        }
        AvroRecordWriter records = AvroRecordWriter.of(type, schema);
        return (out, value) -> records.write(out, (RowData) value);
    }
}
