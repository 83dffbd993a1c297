package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.RegistryRefusalException;
import dev.kafkaflink.registry.SchemaRegistry;
import java.io.Serializable;

/**
 * The subject of what a sink writes.
 *
 * @param name of the subject
 * @param registers whether the sink's own schema is registered under it; else its latest is used
 */
public record SinkSubject(String name, boolean registers) implements Serializable {
    /**
     * The one that options name.
     *
     * @param record the full name of the schema's record
     */
    public static SinkSubject of(Registry registry, ColumnsToWrite columns, String record) {
        return new SinkSubject(registry.subjectOf(columns.topic(), columns.key(), record), registry.registers());
    }

    /**
     * The latest schema, where none is registered.
     *
     * @throws IllegalStateException if there is none
     */
    public RegisteredSchema existing(SchemaRegistry registry) throws RegistryException {
        return registry.latest(name)
                .orElseThrow(() -> new IllegalStateException("the schema registry has no subject '" + name
                        + "', and registry.register is false; register a schema, or leave register out"));
    }

    /**
     * Registers a schema.
     *
     * @param type what it is written in
     * @param what it is called, such as message
     * @param rule what most subjects ask of a new version
     * @return its id
     * @throws IllegalStateException if it is not compatible with those before it
     */
    public int register(SchemaRegistry registry, String type, String schema, String what, String rule)
            throws RegistryException {
        try {
            return registry.register(name, type, schema);
        } catch (RegistryRefusalException e) {
            if (!e.isIncompatible()) {
                throw e;
            }
            throw new IllegalStateException(
                    "the " + what + " of the sink's columns is not compatible with those before it of subject '" + name
                            + "': " + e.getMessage() + "; by the rules of most subjects " + rule
                            + ". Keep to that, write to another topic or subject, or change the subject's compatibility"
                            + " in the registry",
                    e);
        }
    }

    /** The latest schema, for messages. */
    public String latest(int id) {
        return "schema " + id + ", the latest of subject '" + name + "'";
    }
}
