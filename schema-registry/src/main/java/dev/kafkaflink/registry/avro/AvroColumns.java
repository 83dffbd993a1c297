package dev.kafkaflink.registry.avro;

import dev.kafkaflink.crds.table.Column;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The columns of a record's fields, with types that lose nothing of the values. A field that may be null, or that has a
 * default, since older records may be without it, is a column that may be NULL; any other is NOT NULL.
 */
public final class AvroColumns {
    private static final int MOST_COLUMNS = 512;
    private static final int MOST_FIELDS = 10_000;
    private static final int MOST_WITHIN = 100;
    private static final int MOST_DIGITS = 38;

    /** The names of the fields from the record to the one that is looked at. */
    private final Deque<String> path = new ArrayDeque<>();
    /** The records around the one that is looked at, and it. */
    private final Deque<Schema> records = new ArrayDeque<>();

    private int fields;

    private AvroColumns() {}

    /** A type in SQL, without NOT NULL. */
    private record Type(String sql, boolean nullable) {
        String text() {
            return nullable ? sql : sql + " NOT NULL";
        }
    }

    /**
     * The columns of a schema, in the order of its fields.
     *
     * @param text the schema as JSON
     * @throws IllegalArgumentException if it is no schema, or not that of a record, or a field fits no column's type; the
     *     message says which field and why, without a subject
     */
    public static List<Column> of(String text) {
        Schema schema = AvroText.parse(text);
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("is no record, but " + describe(schema) + ", which has no fields");
        }
        return new AvroColumns().columns(schema);
    }

    private List<Column> columns(Schema record) {
        if (record.getFields().isEmpty() || record.getFields().size() > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    "has " + record.getFields().size() + " fields, and a table has 1 to " + MOST_COLUMNS + " columns");
        }
        records.push(record);
        return record.getFields().stream()
                .map(field -> new Column(field.name(), of(field).text()))
                .toList();
    }

    private Type of(Schema.Field field) {
        if (++fields > MOST_FIELDS) {
            throw new IllegalArgumentException("has more than " + MOST_FIELDS + " fields within each other");
        }
        path.addLast(field.name());
        Type type = of(field.schema());
        path.removeLast();
        return new Type(type.sql, type.nullable || field.hasDefaultValue());
    }

    private Type of(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                ? union(schema)
                : new Type(sql(schema), schema.getType() == Schema.Type.NULL);
    }

    /** Branches of which a column has one type, or whole numbers or fractions of two widths, whose wider type takes both. */
    private Type union(Schema union) {
        boolean nullable = union.getTypes().stream().anyMatch(branch -> branch.getType() == Schema.Type.NULL);
        List<String> types = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .map(this::sql)
                .distinct()
                .sorted()
                .toList();
        if (types.size() == 1) {
            return new Type(types.get(0), nullable);
        }
        if (types.equals(List.of("BIGINT", "INT"))) {
            return new Type("BIGINT", nullable);
        }
        if (types.equals(List.of("DOUBLE", "FLOAT"))) {
            return new Type("DOUBLE", nullable);
        }
        throw unfit(union, "which no one type takes");
    }

    private String sql(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> "BOOLEAN";
            case INT -> ofInt(schema);
            case LONG -> ofLong(schema);
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case STRING, ENUM -> "STRING";
            case BYTES, FIXED -> ofBytes(schema);
            case ARRAY -> "ARRAY<" + of(schema.getElementType()).text() + ">";
            case MAP -> "MAP<STRING, " + of(schema.getValueType()).text() + ">";
            case RECORD -> row(schema);
            case NULL -> throw unfit(schema, "which has no value");
            case UNION -> throw new IllegalStateException("A union within a union is no schema");
        };
    }

    private static String ofInt(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.Date) {
            return "DATE";
        }
        return logical instanceof LogicalTypes.TimeMillis ? "TIME(3)" : "INT";
    }

    // A TIME has milliseconds; one of microseconds stays the number that it is.
    private static String ofLong(Schema schema) {
        return switch (schema.getLogicalType() == null
                ? ""
                : schema.getLogicalType().getName()) {
            case "timestamp-millis" -> "TIMESTAMP_LTZ(3)";
            case "timestamp-micros" -> "TIMESTAMP_LTZ(6)";
            case "timestamp-nanos" -> "TIMESTAMP_LTZ(9)";
            case "local-timestamp-millis" -> "TIMESTAMP(3)";
            case "local-timestamp-micros" -> "TIMESTAMP(6)";
            case "local-timestamp-nanos" -> "TIMESTAMP(9)";
            default -> "BIGINT";
        };
    }

    private String ofBytes(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            if (decimal.getPrecision() > MOST_DIGITS || decimal.getScale() < 0) {
                throw unfit(
                        schema,
                        "of %d digits, %d of them after the point; a DECIMAL has at most %d digits"
                                .formatted(decimal.getPrecision(), decimal.getScale(), MOST_DIGITS));
            }
            return "DECIMAL(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
        }
        return schema.getLogicalType() instanceof LogicalTypes.Uuid ? "STRING" : "BYTES";
    }

    private String row(Schema record) {
        if (records.stream().anyMatch(around -> around == record)) {
            throw unfit(record, "which holds another of its kind");
        }
        if (record.getFields().isEmpty()) {
            throw unfit(record, "which has no fields");
        }
        if (records.size() > MOST_WITHIN) {
            throw new IllegalArgumentException("has more than " + MOST_WITHIN + " records within each other");
        }
        records.push(record);
        String fieldsInSql = record.getFields().stream()
                .map(field ->
                        "`" + field.name().replace("`", "``") + "` " + of(field).text())
                .collect(Collectors.joining(", ", "ROW<", ">"));
        records.pop();
        return fieldsInSql;
    }

    private IllegalArgumentException unfit(Schema schema, String why) {
        return new IllegalArgumentException(
                "has a field '%s' that is %s, %s".formatted(String.join(".", path), describe(schema), why));
    }

    private static String describe(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream()
                        .map(AvroColumns::describe)
                        .collect(Collectors.joining(", ", "a union of ", ""));
            case RECORD, ENUM, FIXED -> schema.getType().getName() + " " + schema.getFullName();
            case ARRAY, MAP, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                schema.getLogicalType() == null
                        ? schema.getType().getName().toLowerCase(Locale.ROOT)
                        : schema.getLogicalType().getName();
        };
    }
}
