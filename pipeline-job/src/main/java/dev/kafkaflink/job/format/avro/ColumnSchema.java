package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** The schema that is made from columns. A column that may be NULL is a union with null, and null is its default. */
final class ColumnSchema {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private ColumnSchema() {}

    /**
     * The record of columns. A row within it is a record that has the name of its field, in a namespace that is the name of the
     * record around it, so that no two have one name.
     */
    static Schema of(RowType type, String name) {
        return record(type, name, null);
    }

    /** Why a column or a field of a row can be no field of a record; empty if all can. */
    static Optional<String> unnameable(RowType type) {
        for (RowType.RowField field : type.getFields()) {
            if (!NAME.matcher(field.getName()).matches()) {
                return Optional.of("'" + field.getName() + "' is no name of a field in Avro: it has letters, digits and"
                        + " '_', and no digit comes first; write AS and another name behind it");
            }
            Optional<String> within = nested(field.getType()).flatMap(ColumnSchema::unnameable);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    /** Why Avro has no form for a type; empty if it has one. */
    static Optional<String> unsupported(LogicalType type) {
        if (type instanceof MapType map && !Formats.isText(map.getKeyType())) {
            return Optional.of("type " + type.asSummaryString() + " has no form in Avro: a map's keys must be STRING");
        }
        boolean nests = type.is(LogicalTypeRoot.ROW) || type.is(LogicalTypeRoot.ARRAY) || type.is(LogicalTypeRoot.MAP);
        if (nests) {
            return type.getChildren().stream()
                    .flatMap(child -> unsupported(child).stream())
                    .findFirst();
        }
        return scalar(type) == null
                ? Optional.of("type " + type.asSummaryString() + " has no form in Avro")
                : Optional.empty();
    }

    private static Optional<RowType> nested(LogicalType type) {
        if (type instanceof RowType row) {
            return Optional.of(row);
        }
        if (type instanceof ArrayType array) {
            return nested(array.getElementType());
        }
        return type instanceof MapType map ? nested(map.getValueType()) : Optional.empty();
    }

    private static Schema record(RowType type, String name, String namespace) {
        List<Schema.Field> fields = new ArrayList<>();
        Schema record = Schema.createRecord(name, null, namespace, false);
        for (RowType.RowField field : type.getFields()) {
            Schema schema = of(field.getType(), field.getName(), record.getFullName());
            fields.add(
                    field.getType().isNullable()
                            ? new Schema.Field(field.getName(), schema, null, Schema.Field.NULL_DEFAULT_VALUE)
                            : new Schema.Field(field.getName(), schema));
        }
        record.setFields(fields);
        return record;
    }

    private static Schema of(LogicalType type, String name, String namespace) {
        Schema schema = ofValue(type, name, namespace);
        return type.isNullable() ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema) : schema;
    }

    /** The schema of a type's values, which are not null. */
    private static Schema ofValue(LogicalType type, String name, String namespace) {
        if (type instanceof RowType row) {
            return record(row, name, namespace);
        }
        if (type instanceof ArrayType array) {
            return Schema.createArray(of(array.getElementType(), name, namespace));
        }
        return type instanceof MapType map ? Schema.createMap(of(map.getValueType(), name, namespace)) : scalar(type);
    }

    /** The schema of values that do not hold others; null if Avro has none. */
    static Schema scalar(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TINYINT, SMALLINT, INTEGER -> Schema.create(Schema.Type.INT);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case FLOAT -> Schema.create(Schema.Type.FLOAT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case DECIMAL ->
                LogicalTypes.decimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale())
                        .addToSchema(Schema.create(Schema.Type.BYTES));
            case CHAR, VARCHAR -> Schema.create(Schema.Type.STRING);
            case BINARY, VARBINARY -> Schema.create(Schema.Type.BYTES);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIME_WITHOUT_TIME_ZONE -> LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                timestamp(
                        type,
                        LogicalTypes.localTimestampMillis(),
                        LogicalTypes.localTimestampMicros(),
                        LogicalTypes.localTimestampNanos());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                timestamp(
                        type,
                        LogicalTypes.timestampMillis(),
                        LogicalTypes.timestampMicros(),
                        LogicalTypes.timestampNanos());
            default -> null;
        };
    }

    /** The coarsest that holds each value of the type. */
    private static Schema timestamp(
            LogicalType type,
            org.apache.avro.LogicalType millis,
            org.apache.avro.LogicalType micros,
            org.apache.avro.LogicalType nanos) {
        int precision = LogicalTypeChecks.getPrecision(type);
        org.apache.avro.LogicalType fine = precision <= 6 ? micros : nanos;
        return (precision <= 3 ? millis : fine).addToSchema(Schema.create(Schema.Type.LONG));
    }
}
