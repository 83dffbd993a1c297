package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** The types of fields for a person: as a schema names them, and the SQL type that takes all of their values. */
final class ProtobufTypes {
    /** A type that is proposed must not be much longer than one that somebody writes. */
    private static final int SHOWN_FIELDS = 20;

    private static final int SHOWN_DEEP = 2;

    private ProtobufTypes() {}

    /** A field's type as in a schema. */
    static String nameOf(FieldDescriptor field) {
        if (field.isMapField()) {
            return "map<" + nameOf(entry(field, 1)) + ", " + nameOf(entry(field, 2)) + ">";
        }
        String one =
                switch (field.getJavaType()) {
                    case MESSAGE -> field.getMessageType().getFullName();
                    case ENUM -> "enum " + field.getEnumType().getFullName();
                    case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING -> nameOf(field.getType());
                };
        return field.isRepeated() ? "repeated " + one : one;
    }

    static String nameOf(FieldDescriptor.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** The key (1) or the value (2) of a map. */
    static FieldDescriptor entry(FieldDescriptor map, int number) {
        FieldDescriptor field = map.getMessageType().findFieldByNumber(number);
        if (field == null || field.isRepeated()) {
            throw new IllegalArgumentException("the descriptor set is not what protoc writes: "
                    + map.getMessageType().getFullName() + " is a map without one key and one value");
        }
        return field;
    }

    /** Why a column does not take a field. */
    static IllegalArgumentException refusal(FieldDescriptor field, LogicalType type) {
        return new IllegalArgumentException(
                "it is " + nameOf(field) + " in " + field.getContainingType().getFullName() + ", not "
                        + type.asSummaryString() + "; use " + sql(field, 0));
    }

    /** The type of SQL that takes a field. */
    private static String sql(FieldDescriptor field, int depth) {
        if (field.isMapField()) {
            return "MAP<" + sql(entry(field, 1), depth) + ", " + sql(entry(field, 2), depth) + ">";
        }
        String one =
                switch (field.getType()) {
                    case INT32, SINT32, SFIXED32 -> "INT";
                    case UINT32, FIXED32, INT64, SINT64, SFIXED64 -> "BIGINT";
                    case UINT64, FIXED64 -> "DECIMAL(20, 0)";
                    case FLOAT -> "FLOAT";
                    case DOUBLE -> "DOUBLE";
                    case BOOL -> "BOOLEAN";
                    case STRING, ENUM -> "STRING";
                    case BYTES -> "BYTES";
                    case MESSAGE, GROUP -> sql(field.getMessageType(), depth);
                };
        return field.isRepeated() ? "ARRAY<" + one + ">" : one;
    }

    private static String sql(Descriptor message, int depth) {
        WellKnown known = WellKnown.of(message);
        if (known != null) {
            return known.sql();
        }
        if (depth == SHOWN_DEEP || message.getFields().size() > SHOWN_FIELDS) {
            return "ROW<...>";
        }
        return message.getFields().stream()
                .map(field -> quoted(field.getName()) + " " + sql(field, depth + 1))
                .collect(Collectors.joining(", ", "ROW<", ">"));
    }

    /** Names that are words of SQL need quotes in a type. */
    private static String quoted(String name) {
        try {
            LogicalTypeParser.parse("ROW<" + name + " INT>", ProtobufTypes.class.getClassLoader());
            return name;
        } catch (ValidationException e) {
            return "`" + name + "`";
        }
    }
}
