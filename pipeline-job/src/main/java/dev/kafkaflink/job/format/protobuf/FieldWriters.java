package dev.kafkaflink.job.format.protobuf;

import static dev.kafkaflink.job.format.protobuf.ProtobufTypes.entry;
import static dev.kafkaflink.job.format.protobuf.ProtobufTypes.refusal;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Writers by a field's type and the column's. A column that the field does not take is an IllegalArgumentException. */
final class FieldWriters {
    private FieldWriters() {}

    /**
     * The writer of a field.
     *
     * @param depth how many messages the field's own is within
     */
    static FieldWriter of(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (field.isMapField()) {
            return map(field, type, settings, depth);
        }
        return field.isRepeated() ? list(field, type, settings, depth) : element(field, type, settings, depth);
    }

    private static FieldWriter list(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (!type.is(LogicalTypeRoot.ARRAY)) {
            throw refusal(field, type);
        }
        LogicalType elementType = ((ArrayType) type).getElementType();
        FieldWriter writer = element(field, elementType, settings, depth);
        ArrayData.ElementGetter elements = ArrayData.createElementGetter(elementType);
        return value -> {
            ArrayData array = (ArrayData) value;
            List<Object> list = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                try {
                    list.add(writer.write(present(elements.getElementOrNull(array, i))));
                } catch (Mismatch e) {
                    throw e.inElement(i);
                }
            }
            return list;
        };
    }

    private static FieldWriter map(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (!type.is(LogicalTypeRoot.MAP)) {
            throw refusal(field, type);
        }
        MapType mapType = (MapType) type;
        Descriptor entry = field.getMessageType();
        FieldDescriptor keyField = entry(field, 1);
        FieldDescriptor valueField = entry(field, 2);
        FieldWriter keyWriter = of(keyField, mapType.getKeyType(), settings, depth + 1);
        FieldWriter valueWriter = of(valueField, mapType.getValueType(), settings, depth + 1);
        ArrayData.ElementGetter keys = ArrayData.createElementGetter(mapType.getKeyType());
        ArrayData.ElementGetter values = ArrayData.createElementGetter(mapType.getValueType());
        return value -> {
            MapData map = (MapData) value;
            List<Message> entries = new ArrayList<>(map.size());
            for (int i = 0; i < map.size(); i++) {
                Object key = present(keys.getElementOrNull(map.keyArray(), i));
                try {
                    entries.add(DynamicMessage.newBuilder(entry)
                            .setField(keyField, keyWriter.write(key))
                            .setField(
                                    valueField,
                                    valueWriter.write(present(values.getElementOrNull(map.valueArray(), i))))
                            .build());
                } catch (Mismatch e) {
                    throw e.inField(Texts.shown(key.toString()));
                }
            }
            return entries;
        };
    }

    private static Object present(Object value) throws Mismatch {
        if (value == null) {
            throw new Mismatch("is NULL, for which lists and maps of Protobuf have no form");
        }
        return value;
    }

    /** The writer of a field that is set once, or of a list's elements. */
    private static FieldWriter element(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        FieldWriter writer =
                switch (field.getJavaType()) {
                    case INT, LONG -> WholeNumbers.writer(field, type);
                    case FLOAT -> type.is(LogicalTypeRoot.FLOAT) ? value -> value : null;
                    case DOUBLE -> ofDouble(type);
                    case BOOLEAN -> type.is(LogicalTypeRoot.BOOLEAN) ? value -> value : null;
                    case STRING -> Formats.isText(type) ? FieldWriters::text : null;
                    case BYTE_STRING -> Formats.isBytes(type) ? value -> ByteString.copyFrom((byte[]) value) : null;
                    case ENUM -> Enums.writer(field.getEnumType(), type, settings);
                    case MESSAGE -> message(field, type, settings, depth + 1);
                };
        if (writer == null) {
            throw refusal(field, type);
        }
        return writer;
    }

    private static FieldWriter message(FieldDescriptor field, LogicalType type, ProtobufSettings settings, int depth) {
        if (type.is(LogicalTypeRoot.ROW)) {
            RowType columns = (RowType) type;
            RowWriter row = new RowWriter(field.getMessageType(), columns, columns.getFieldNames(), settings, depth);
            return value -> row.write((RowData) value);
        }
        WellKnown known = WellKnown.of(field.getMessageType());
        return known == null ? null : known.writer(type, settings, depth);
    }

    /** From all types whose values a double has. */
    private static FieldWriter ofDouble(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, FLOAT, DOUBLE -> value -> ((Number) value).doubleValue();
            default -> null;
        };
    }

    /** A text of SQL can be bytes that are none, of a CAST. */
    static String text(Object value) throws Mismatch {
        byte[] bytes = ((StringData) value).toBytes();
        int malformed = Utf8.firstMalformed(bytes);
        if (malformed >= 0) {
            throw new Mismatch("invalid UTF-8 at byte " + malformed + " of the text");
        }
        return value.toString();
    }

    /** Half of a surrogate pair, which an escape in JSON can name, has no bytes in UTF-8 and would be lost. */
    static String paired(String text) throws Mismatch {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new Mismatch("half of a surrogate pair, which is no character");
            }
        }
        return text;
    }
}
