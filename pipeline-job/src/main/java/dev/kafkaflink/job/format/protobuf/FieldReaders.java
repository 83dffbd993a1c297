package dev.kafkaflink.job.format.protobuf;

import static dev.kafkaflink.job.format.protobuf.ProtobufTypes.entry;
import static dev.kafkaflink.job.format.protobuf.ProtobufTypes.refusal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.kafkaflink.job.format.Mismatch;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;

/** Readers by a field's type and the column's. A column that does not take the field is an IllegalArgumentException. */
final class FieldReaders {
    private FieldReaders() {}

    /**
     * The reader of a field.
     *
     * @param depth how many messages the field's own is within
     */
    static FieldReader of(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (field.isMapField()) {
            return map(field, type, settings, depth);
        }
        if (field.isRepeated()) {
            return array(field, type, settings, depth);
        }
        ElementReader one = element(field, type, settings, depth);
        return isMessage(field)
                ? values -> one.read(FieldValues.of(values.merged()), 0)
                : values -> one.read(values, 0);
    }

    private static FieldReader array(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (!type.is(LogicalTypeRoot.ARRAY)) {
            throw refusal(field, type);
        }
        ElementReader element = element(field, ((ArrayType) type).getElementType(), settings, depth);
        return values -> {
            Object[] elements = new Object[values.size()];
            for (int i = 0; i < elements.length; i++) {
                try {
                    elements[i] = element.read(values, i);
                } catch (Mismatch e) {
                    throw e.inElement(i);
                }
            }
            return new GenericArrayData(elements);
        };
    }

    private static FieldReader map(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (!type.is(LogicalTypeRoot.MAP)) {
            throw refusal(field, type);
        }
        FieldNames entries = FieldNames.all(field.getMessageType());
        FieldDescriptor key = entry(field, 1);
        FieldDescriptor value = entry(field, 2);
        FieldReader keys = of(key, ((MapType) type).getKeyType(), settings, depth + 1);
        FieldReader readers = of(value, ((MapType) type).getValueType(), settings, depth + 1);
        FieldValues noKey = defaultOf(key);
        FieldValues noValue = defaultOf(value);
        return values -> {
            Map<Object, Object> map = new HashMap<>();
            for (int i = 0; i < values.size(); i++) {
                WireMessage entry = WireMessage.read(entries, values.slice(i));
                Object name = readKey(keys, orElse(entry.get(key.getIndex()), noKey));
                try {
                    map.put(name, readers.read(orElse(entry.get(value.getIndex()), noValue)));
                } catch (Mismatch e) {
                    throw e.inField(Texts.shown(name.toString()));
                }
            }
            return new GenericMapData(map);
        };
    }

    private static Object readKey(FieldReader keys, FieldValues values) throws Mismatch {
        try {
            return keys.read(values);
        } catch (Mismatch e) {
            throw e.inField("key");
        }
    }

    /** The reader of a field that is there once, or of a list's elements. */
    private static ElementReader element(
            FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        ElementReader reader =
                switch (field.getType()) {
                    case INT32, SINT32, SFIXED32, UINT32, FIXED32 -> Numbers.whole(type, true, false);
                    case INT64, SINT64, SFIXED64 -> Numbers.whole(type, false, false);
                    case UINT64, FIXED64 -> Numbers.whole(type, false, true);
                    case FLOAT -> Numbers.ofFloat(type);
                    case DOUBLE -> Numbers.ofDouble(type);
                    case BOOL -> type.is(LogicalTypeRoot.BOOLEAN) ? (values, index) -> values.number(index) != 0 : null;
                    case STRING -> Texts.text(type);
                    case BYTES -> Texts.bytes(type);
                    case ENUM -> Enums.reader(field.getEnumType(), type, settings);
                    case MESSAGE, GROUP -> message(field, type, settings, depth + 1);
                };
        if (reader == null) {
            throw refusal(field, type);
        }
        return reader;
    }

    private static ElementReader message(
            FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (type.is(LogicalTypeRoot.ROW)) {
            RowReader row = RowReader.of(field.getMessageType(), type, settings, depth);
            return (values, index) -> row.read(values.slice(index));
        }
        WellKnown known = WellKnown.of(field.getMessageType());
        return known == null ? null : known.reader(type, settings, depth);
    }

    static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    static FieldValues orElse(FieldValues values, FieldValues absent) {
        return values == null ? absent : values;
    }

    /** What a field is if it is not there; an empty message, if it is one. */
    static FieldValues defaultOf(FieldDescriptor field) {
        if (isMessage(field)) {
            return FieldValues.of(Slice.EMPTY);
        }
        Object value = field.getDefaultValue();
        return switch (field.getJavaType()) {
            case INT ->
                FieldValues.of(
                        field.getType() == FieldDescriptor.Type.UINT32
                                        || field.getType() == FieldDescriptor.Type.FIXED32
                                ? Integer.toUnsignedLong((int) value)
                                : (int) value);
            case LONG -> FieldValues.of((long) value);
            case FLOAT -> FieldValues.of(Float.floatToRawIntBits((float) value));
            case DOUBLE -> FieldValues.of(Double.doubleToRawLongBits((double) value));
            case BOOLEAN -> FieldValues.of((boolean) value ? 1 : 0);
            case ENUM -> FieldValues.of(((EnumValueDescriptor) value).getNumber());
            case STRING -> FieldValues.of(Slice.of(((String) value).getBytes(StandardCharsets.UTF_8)));
            case BYTE_STRING -> FieldValues.of(Slice.of(((ByteString) value).toByteArray()));
            case MESSAGE -> FieldValues.of(Slice.EMPTY);
        };
    }
}
