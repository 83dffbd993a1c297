package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.avro.AvroText;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** Schemas from text, and in words. One whose values take a time that does not go with their bytes is refused. */
public final class AvroSchemas {
    /** The most values that a record may consist of with no byte of a union, an array or a map between them. */
    private static final int MOST_AT_ONCE = 100_000;

    private static final int DEEPEST = 1_000;

    private final Map<Schema, Long> sizes = new IdentityHashMap<>();
    private final Set<Schema> within = Collections.newSetFromMap(new IdentityHashMap<>());
    /** What stands behind a byte at least: branches of unions, elements of arrays and maps. */
    private final Deque<Schema> behindBytes = new ArrayDeque<>();

    private AvroSchemas() {}

    /**
     * The schema of a text.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong, without a subject
     */
    static Schema parse(String text) {
        Schema schema = AvroText.parse(text);
        new AvroSchemas().requireReadable(schema);
        return schema;
    }

    /** The same of a schema that a registry has. */
    static Schema parse(RegisteredSchema registered) {
        return parse(AvroText.of(registered));
    }

    private void requireReadable(Schema schema) {
        behindBytes.add(schema);
        while (!behindBytes.isEmpty()) {
            size(behindBytes.remove(), 0);
        }
    }

    /** Of how many values a value consists that may take no bytes. */
    private long size(Schema schema, int depth) {
        Long known = sizes.get(schema);
        if (known != null) {
            return known;
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("has records nested more than " + DEEPEST + " deep");
        }
        long size = 1;
        switch (schema.getType()) {
            case RECORD -> size += sizeOfFields(schema, depth);
            case UNION -> behindBytes.addAll(schema.getTypes());
            case ARRAY -> behindBytes.add(schema.getElementType());
            case MAP -> behindBytes.add(schema.getValueType());
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
                // One value.
            }
        }
        sizes.put(schema, size);
        return size;
    }

    private long sizeOfFields(Schema schema, int depth) {
        if (!within.add(schema)) {
            throw new IllegalArgumentException(
                    "has a record '" + schema.getFullName() + "' that always holds another of its kind, without end");
        }
        long size = 0;
        for (Schema.Field field : schema.getFields()) {
            size += size(field.schema(), depth + 1);
            if (size > MOST_AT_ONCE) {
                throw new IllegalArgumentException(
                        "has a record '" + schema.getFullName() + "' of more than " + MOST_AT_ONCE + " values");
            }
        }
        within.remove(schema);
        return size;
    }

    /** The name of a schema's logical type; empty if it has none. */
    static String logicalName(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return logical == null ? "" : logical.getName();
    }

    /** What a schema's values are, for a person. */
    public static String describe(Schema schema) {
        String type = schema.getType().name().toLowerCase(Locale.ROOT);
        return switch (schema.getType()) {
            case UNION ->
                "a union of "
                        + schema.getTypes().stream().map(AvroSchemas::describe).collect(Collectors.joining(", "));
            case RECORD, ENUM -> type + " " + schema.getFullName();
            case ARRAY, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL ->
                schema.getLogicalType() == null ? type + ConnectTypes.inWords(schema) : logicalName(schema);
        };
    }
}
