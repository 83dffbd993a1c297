package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kafkaflink.job.format.Formats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The message that is made from columns, as the text of a {@code .proto} file. A field that the version before it has keeps its
 * number, one that is new gets the next, and the number of one that is gone is never used again.
 */
final class ColumnMessage {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Beyond them a DECIMAL has values that an int64 does not have. */
    private static final int DIGITS_OF_AN_INT64 = 18;

    private static final int FIRST_OF_PROTOBUF = 19_000;
    private static final int LAST_OF_PROTOBUF = 19_999;
    private static final int GREATEST_NUMBER = 536_870_911;

    private final StringBuilder text = new StringBuilder();
    private boolean hasTime;

    private ColumnMessage() {}

    /**
     * The file with the message.
     *
     * @param name the message's full name
     * @param before what the subject has of the message; null: nothing
     */
    static String text(String name, RowType columns, Descriptor before) {
        int dot = name.lastIndexOf('.');
        ColumnMessage body = new ColumnMessage();
        body.message(name.substring(dot + 1), columns, before, "");
        return "syntax = \"proto3\";\n"
                + (dot < 0 ? "" : "package " + name.substring(0, dot) + ";\n")
                + (body.hasTime ? "import \"google/protobuf/timestamp.proto\";\n" : "")
                + body.text;
    }

    /** Why there is no message of columns; empty if there is one. */
    static Optional<String> unwritable(RowType columns) {
        for (RowType.RowField field : columns.getFields()) {
            if (!NAME.matcher(field.getName()).matches()) {
                return Optional.of(
                        "'" + field.getName() + "' is no name of a field in Protobuf: it has letters, digits and"
                                + " '_', and no digit comes first; write AS and another name behind it");
            }
            Optional<String> reason = unwritable(field.getName(), field.getType());
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unwritable(String name, LogicalType type) {
        if (type instanceof RowType row) {
            return unwritable(row);
        }
        if (type instanceof ArrayType array) {
            return unwritableElement(name, array.getElementType());
        }
        if (type instanceof MapType map) {
            return isKey(map.getKeyType())
                    ? unwritableElement(name, map.getValueType())
                    : Optional.of("'" + name + "': a map of Protobuf has no key of type "
                            + map.getKeyType().asSummaryString());
        }
        return scalar(type) == null
                ? Optional.of("'" + name + "': type " + type.asSummaryString()
                        + " has no form in a message that is made from the columns; CAST it to STRING, or register a schema"
                        + " yourself and set registry.register to false")
                : Optional.empty();
    }

    private static Optional<String> unwritableElement(String name, LogicalType type) {
        return type.is(LogicalTypeRoot.ARRAY) || type.is(LogicalTypeRoot.MAP)
                ? Optional.of(
                        "'" + name + "': lists and maps of Protobuf hold no lists and maps; put a ROW between them")
                : unwritable(name, type);
    }

    private static boolean isKey(LogicalType type) {
        String scalar = scalar(type);
        return scalar != null && Set.of("bool", "int32", "int64", "string").contains(scalar);
    }

    /** The type of a field that holds no others; null if there is none. */
    private static String scalar(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> "bool";
            case TINYINT, SMALLINT, INTEGER -> "int32";
            case BIGINT -> "int64";
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                yield decimal.getScale() == 0 && decimal.getPrecision() <= DIGITS_OF_AN_INT64 ? "int64" : null;
            }
            case FLOAT -> "float";
            case DOUBLE -> "double";
            case CHAR, VARCHAR -> "string";
            case BINARY, VARBINARY -> "bytes";
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "google.protobuf.Timestamp";
            default -> null;
        };
    }

    private void message(String name, RowType columns, Descriptor before, String indent) {
        text.append('\n').append(indent).append("message ").append(name).append(" {\n");
        String inner = indent + "  ";
        List<String> reserved = reserved(columns, before);
        if (!reserved.isEmpty()) {
            text.append(inner)
                    .append("reserved ")
                    .append(String.join(", ", reserved))
                    .append(";\n");
        }
        Map<Integer, RowType.RowField> fields = numbered(columns, before);
        fields.forEach((number, field) -> text.append(inner)
                .append(declared(field.getType(), nestedName(field.getName(), columns)))
                .append(' ')
                .append(field.getName())
                .append(" = ")
                .append(number)
                .append(";\n"));
        for (RowType.RowField field : fields.values()) {
            RowType row = rowIn(field.getType());
            if (row != null) {
                message(nestedName(field.getName(), columns), row, messageOf(before, field.getName()), inner);
            }
        }
        text.append(indent).append("}\n");
    }

    /** By their numbers. */
    private static Map<Integer, RowType.RowField> numbered(RowType columns, Descriptor before) {
        Map<Integer, RowType.RowField> numbered = new TreeMap<>();
        int next = next(before);
        for (RowType.RowField column : columns.getFields()) {
            FieldDescriptor field = before == null ? null : before.findFieldByName(column.getName());
            if (field == null) {
                next = next == FIRST_OF_PROTOBUF ? LAST_OF_PROTOBUF + 1 : next;
                if (next > GREATEST_NUMBER) {
                    throw new IllegalStateException("no number is left for a field of " + before.getFullName());
                }
                numbered.put(next++, column);
            } else {
                numbered.put(field.getNumber(), column);
            }
        }
        return numbered;
    }

    /** The number behind all that were ever used. */
    private static int next(Descriptor before) {
        int last = 0;
        if (before != null) {
            for (FieldDescriptor field : before.getFields()) {
                last = Math.max(last, field.getNumber());
            }
            for (ReservedRange range : before.toProto().getReservedRangeList()) {
                last = Math.max(last, range.getEnd() - 1);
            }
        }
        return last >= FIRST_OF_PROTOBUF && last <= LAST_OF_PROTOBUF ? LAST_OF_PROTOBUF + 1 : last + 1;
    }

    private static List<String> reserved(RowType columns, Descriptor before) {
        Map<Integer, Integer> ranges = new TreeMap<>();
        if (before != null) {
            before.toProto().getReservedRangeList().forEach(range -> ranges.put(range.getStart(), range.getEnd() - 1));
            Set<String> names = new HashSet<>(columns.getFieldNames());
            before.getFields().stream()
                    .filter(field -> !names.contains(field.getName()))
                    .forEach(field -> ranges.put(field.getNumber(), field.getNumber()));
        }
        List<String> reserved = new ArrayList<>();
        ranges.forEach((first, last) -> reserved.add(first.equals(last) ? "" + first : first + " to " + last));
        return reserved;
    }

    /** What stands before a field's name. NULL is told from a default wherever Protobuf can. */
    private String declared(LogicalType type, String nestedName) {
        if (type instanceof ArrayType array) {
            return "repeated " + typeName(array.getElementType(), nestedName);
        }
        if (type instanceof MapType map) {
            return "map<" + scalar(map.getKeyType()) + ", " + typeName(map.getValueType(), nestedName) + ">";
        }
        String name = typeName(type, nestedName);
        return type instanceof RowType || Formats.isTimestamp(type) ? name : "optional " + name;
    }

    private String typeName(LogicalType type, String nestedName) {
        hasTime |= Formats.isTimestamp(type);
        return type instanceof RowType ? nestedName : scalar(type);
    }

    /** Names of messages and of fields must not meet. */
    private static String nestedName(String field, RowType columns) {
        String name = field + "_row";
        while (columns.getFieldIndex(name) >= 0) {
            name += "_";
        }
        return name;
    }

    private static RowType rowIn(LogicalType type) {
        if (type instanceof ArrayType array) {
            return rowIn(array.getElementType());
        }
        if (type instanceof MapType map) {
            return rowIn(map.getValueType());
        }
        return type instanceof RowType row ? row : null;
    }

    /** The message that a field was made of before; null if it was none. */
    private static Descriptor messageOf(Descriptor before, String field) {
        FieldDescriptor found = before == null ? null : before.findFieldByName(field);
        if (found != null && found.isMapField()) {
            found = ProtobufTypes.entry(found, 2);
        }
        return found == null || !FieldReaders.isMessage(found) ? null : found.getMessageType();
    }
}
