package dev.kafkaflink.registry;

/**
 * A schema as a registry has it.
 *
 * @param id by which records name it
 * @param type what it is written in: {@link #AVRO}, {@code PROTOBUF} or {@code JSON}
 * @param text the schema
 * @param complete false: it refers to other schemas of the registry
 */
public record RegisteredSchema(int id, String type, String text, boolean complete) {
    /** The type of Avro's schemas. */
    public static final String AVRO = "AVRO";
}
