package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.RegistryRefusalException;
import dev.kafkaflink.registry.SchemaRegistry;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;

/**
 * The message that a sink writes, in a registry.
 *
 * @param columns of which it is made
 * @param chosen the full name of the message as an option says it; null: it says nothing
 * @param name its full name, if it is registered
 * @param subject under which its file is registered, or another is found
 * @param registers whether it is registered
 */
record SinkMessage(RowType columns, String chosen, String name, String subject, boolean registers)
        implements Serializable {
    /** A message, and the id of the schema that it is in. */
    record Known(int id, Descriptor message) {}

    static SinkMessage of(ColumnsToWrite columns) {
        Registry registry = columns.format().protobuf().registry();
        RowType written = new RowType(IntStream.of(columns.indices())
                .mapToObj(columns.type().getFields()::get)
                .toList());
        String chosen = columns.format().protobuf().message();
        String name = chosen == null ? Registry.recordOf(columns.topic(), columns.key()) : chosen;
        return new SinkMessage(
                written, chosen, name, registry.subjectOf(columns.topic(), columns.key(), name), registry.registers());
    }

    /**
     * Registers the message, or finds the one that there is.
     *
     * @throws IllegalStateException if there is none that can be used
     */
    Known find(SchemaRegistry registry) throws RegistryException {
        Optional<RegisteredSchema> latest = registry.latest(subject);
        if (registers) {
            return register(registry, latest);
        }
        RegisteredSchema schema =
                latest.orElseThrow(() -> new IllegalStateException("the schema registry has no subject '" + subject
                        + "', and registry.register is false; register a schema, or leave register out"));
        return new Known(schema.id(), ProtobufSchema.message(its(schema), List.of(file(schema, registry)), chosen));
    }

    /** Fields that the latest version has keep their numbers. */
    private Known register(SchemaRegistry registry, Optional<RegisteredSchema> latest) throws RegistryException {
        Descriptor before = null;
        if (latest.isPresent() && latest.get().type().equals(RegisteredSchema.PROTOBUF)) {
            before = message(file(latest.get(), registry));
        }
        String text = ColumnMessage.text(name, columns, before);
        try {
            int id = registry.register(subject, RegisteredSchema.PROTOBUF, text);
            return new Known(id, message(RegisteredFiles.of(text)));
        } catch (RegistryRefusalException e) {
            if (!e.isIncompatible()) {
                throw e;
            }
            throw new IllegalStateException(
                    "the message of the sink's columns is not compatible with those before it of subject '" + subject
                            + "': " + e.getMessage()
                            + "; by the rules of most subjects a column keeps its type, or another one that is the same on"
                            + " the wire. Keep to that, write to another topic or subject, or change the subject's"
                            + " compatibility in the registry",
                    e);
        }
    }

    private FileDescriptor file(RegisteredSchema latest, SchemaRegistry registry) throws RegistryException {
        try {
            return RegisteredFiles.of(latest, registry);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(its(latest) + ", " + e.getMessage(), e);
        }
    }

    private String its(RegisteredSchema latest) {
        return "schema " + latest.id() + ", the latest of subject '" + subject + "'";
    }

    /** The one of that name; null if there is none. */
    private Descriptor message(FileDescriptor file) {
        return file.getMessageTypes().stream()
                .filter(type -> type.getFullName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
