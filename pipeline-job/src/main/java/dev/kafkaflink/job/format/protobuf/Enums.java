package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import dev.kafkaflink.job.format.Mismatch;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;

/** Values of enums: their names or their numbers. */
final class Enums {
    private Enums() {}

    /** Null if the type is for neither. */
    static ElementReader reader(EnumDescriptor type, LogicalType column, ProtobufSettings settings) {
        return switch (column.getTypeRoot()) {
            case INTEGER -> (values, index) -> (int) values.number(index);
            case BIGINT -> (values, index) -> values.number(index);
            default -> Texts.of(column, names(type, settings));
        };
    }

    private static ElementReader names(EnumDescriptor type, ProtobufSettings settings) {
        Map<Long, StringData> names = new HashMap<>();
        for (EnumValueDescriptor value : type.getValues()) {
            // Of two names of a number the first counts, as it does for Protobuf.
            names.putIfAbsent((long) value.getNumber(), StringData.fromString(value.getName()));
        }
        return (values, index) -> {
            long number = values.number(index);
            StringData name = names.get(number);
            if (name == null && !settings.unknownEnumsAsNumbers()) {
                throw new Mismatch("expected a value of enum " + type.getFullName() + ", found the number " + number
                        + ", which it does not have");
            }
            return name == null ? StringData.fromString(Long.toString(number)) : name;
        };
    }

    /** Null if the column's type is for neither. */
    static FieldWriter writer(EnumDescriptor type, LogicalType column, ProtobufSettings settings) {
        return switch (column.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER -> value -> ofNumber(type, ((Number) value).intValue());
            case CHAR, VARCHAR -> value -> ofName(type, value.toString(), settings);
            default -> null;
        };
    }

    private static EnumValueDescriptor ofNumber(EnumDescriptor type, int number) throws Mismatch {
        EnumValueDescriptor known = type.findValueByNumber(number);
        if (known == null && type.isClosed()) {
            throw new Mismatch("expected the number of a value of enum " + type.getFullName() + ", found " + number);
        }
        return known == null ? type.findValueByNumberCreatingIfUnknown(number) : known;
    }

    private static EnumValueDescriptor ofName(EnumDescriptor type, String name, ProtobufSettings settings)
            throws Mismatch {
        EnumValueDescriptor known = type.findValueByName(name);
        if (known != null) {
            return known;
        }
        if (settings.unknownEnumsAsNumbers()) {
            try {
                return ofNumber(type, Integer.parseInt(name));
            } catch (NumberFormatException e) {
                // Neither a name nor a number.
            }
        }
        throw new Mismatch("expected a value of enum " + type.getFullName() + ", found \"" + Texts.shown(name) + "\"");
    }
}
