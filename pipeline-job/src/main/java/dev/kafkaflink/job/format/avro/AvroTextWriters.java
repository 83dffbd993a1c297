package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.flink.table.data.StringData;

/** Writers of text and bytes. */
final class AvroTextWriters {
    private static final int UUID_LENGTH = 36;

    private AvroTextWriters() {}

    static AvroWriter text(Schema schema) {
        if (schema.getType() == Schema.Type.ENUM) {
            return symbols(schema);
        }
        if (schema.getType() != Schema.Type.STRING) {
            return null;
        }
        if (!"uuid".equals(AvroSchemas.logicalName(schema))) {
            return (out, value) -> out.writeBytes(((StringData) value).toBytes());
        }
        return (out, value) -> {
            requireUuid(value.toString());
            out.writeBytes(((StringData) value).toBytes());
        };
    }

    /** Java would take shorter ones. */
    private static void requireUuid(String text) throws Mismatch {
        try {
            if (text.length() == UUID_LENGTH && UUID.fromString(text).toString().equalsIgnoreCase(text)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Is told below.
        }
        throw new Mismatch("is \"" + AvroTexts.shown(text) + "\", but the schema has uuid");
    }

    private static AvroWriter symbols(Schema schema) {
        List<String> symbols = schema.getEnumSymbols();
        Map<StringData, Integer> indices = new HashMap<>();
        for (int i = 0; i < symbols.size(); i++) {
            indices.put(StringData.fromString(symbols.get(i)), i);
        }
        return (out, value) -> {
            Integer index = indices.get((StringData) value);
            if (index == null) {
                throw new Mismatch("is \"" + AvroTexts.shown(value.toString()) + "\", which enum "
                        + schema.getFullName() + " does not have");
            }
            out.writeEnum(index);
        };
    }

    static AvroWriter bytes(Schema schema) {
        if (AvroSchemas.logicalName(schema).contains("decimal")) {
            return null;
        }
        return switch (schema.getType()) {
            case BYTES -> (out, value) -> out.writeBytes((byte[]) value);
            case FIXED ->
                (out, value) -> {
                    byte[] bytes = (byte[]) value;
                    if (bytes.length != schema.getFixedSize()) {
                        throw new Mismatch("has " + bytes.length + " bytes, but the schema has a fixed of "
                                + schema.getFixedSize());
                    }
                    out.writeFixed(bytes);
                };
            case RECORD, ENUM, ARRAY, MAP, UNION, STRING, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> null;
        };
    }
}
