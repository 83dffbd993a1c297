package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Mismatch;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Readers by schema and SQL type. */
public final class AvroReaders {
    private AvroReaders() {}

    /**
     * The reader of a type.
     *
     * @throws Mismatch if no value of the schema fits the type
     */
    static AvroReader of(Schema schema, LogicalType type) throws Mismatch {
        return of(schema, type, null);
    }

    /**
     * The reader of a column.
     *
     * @param epoch what a number without a logical type is that becomes a timestamp; null: nothing
     * @throws Mismatch if no value of the schema fits the type
     */
    public static AvroReader of(Schema schema, LogicalType type, Column.Epoch epoch) throws Mismatch {
        if (schema.getType() == Schema.Type.UNION) {
            return AvroUnion.of(schema, type, epoch);
        }
        if (schema.getType() == Schema.Type.NULL) {
            return input -> null;
        }
        AvroReader reader = ofValue(schema, type, epoch);
        if (reader == null) {
            throw unfit(schema, type);
        }
        return reader;
    }

    static Mismatch unfit(Schema schema, LogicalType type) {
        return new Mismatch(
                "expected " + type.asSummaryString() + ", but the schema has " + AvroSchemas.describe(schema));
    }

    /** Null if no value of the schema fits. */
    private static AvroReader ofValue(Schema schema, LogicalType type, Column.Epoch epoch) throws Mismatch {
        return switch (type.getTypeRoot()) {
            case BOOLEAN ->
                schema.getType() == Schema.Type.BOOLEAN
                        ? input -> input.decoder().readBoolean()
                        : null;
            case TINYINT -> AvroNumbers.whole(schema, "TINYINT", Byte.MIN_VALUE, Byte.MAX_VALUE, value -> (byte) value);
            case SMALLINT ->
                AvroNumbers.whole(schema, "SMALLINT", Short.MIN_VALUE, Short.MAX_VALUE, value -> (short) value);
            case INTEGER ->
                AvroNumbers.whole(schema, "INT", Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
            case BIGINT -> AvroNumbers.whole(schema, "BIGINT", Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
            case FLOAT -> AvroNumbers.toFloat(schema);
            case DOUBLE -> AvroNumbers.toDouble(schema);
            case DECIMAL -> AvroNumbers.decimal(schema, (DecimalType) type);
            case CHAR, VARCHAR -> AvroTexts.text(schema, type);
            case BINARY, VARBINARY -> AvroTexts.bytes(schema, type);
            case DATE -> AvroTimes.date(schema);
            case TIME_WITHOUT_TIME_ZONE -> AvroTimes.time(schema, LogicalTypeChecks.getPrecision(type));
            case TIMESTAMP_WITHOUT_TIME_ZONE -> AvroTimes.timestamp(schema, type, "local-timestamp-", epoch);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> AvroTimes.timestamp(schema, type, "timestamp-", epoch);
            case ARRAY -> AvroNested.array(schema, ((ArrayType) type).getElementType());
            case MAP -> AvroNested.map(schema, (MapType) type);
            case ROW -> AvroNested.row(schema, (RowType) type);
            default -> null;
        };
    }
}
