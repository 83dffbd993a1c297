package dev.kafkaflink.registry;

import java.util.List;

/**
 * A schema as a registry has it.
 *
 * @param id by which records name it
 * @param type what it is written in: {@link #AVRO}, {@link #PROTOBUF} or {@code JSON}
 * @param text the schema
 * @param references the other schemas of the registry that it refers to
 */
public record RegisteredSchema(int id, String type, String text, List<Reference> references) {
    /** The type of Avro's schemas. */
    public static final String AVRO = "AVRO";

    /** The type of Protobuf's. */
    public static final String PROTOBUF = "PROTOBUF";

    public RegisteredSchema {
        references = List.copyOf(references);
    }

    /** One that refers to no other. */
    public RegisteredSchema(int id, String type, String text) {
        this(id, type, text, List.of());
    }

    /**
     * A version of a subject that a schema refers to.
     *
     * @param name what the schema calls it, such as the path of an import
     */
    public record Reference(String name, String subject, int version) {}
}
