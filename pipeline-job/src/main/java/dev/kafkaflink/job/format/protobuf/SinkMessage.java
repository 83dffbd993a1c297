package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.SinkSubject;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.SchemaRegistry;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.RowType;

/**
 * The message that a sink writes, in a registry.
 *
 * @param columns of which it is made
 * @param chosen the full name of the message as an option says it; null: it says nothing
 * @param name its full name, if it is registered
 * @param subject under which its file is registered, or another is found
 */
record SinkMessage(RowType columns, String chosen, String name, SinkSubject subject) implements Serializable {
    private static final String RULE = "a column keeps its type, or another one that is the same on the wire";

    /** A message, and the id of the schema that it is in. */
    record Known(int id, Descriptor message) {}

    static SinkMessage of(ColumnsToWrite columns) {
        String chosen = columns.format().protobuf().message();
        String name = chosen == null ? Registry.recordOf(columns.topic(), columns.key()) : chosen;
        return new SinkMessage(
                columns.written(),
                chosen,
                name,
                SinkSubject.of(columns.format().protobuf().registry(), columns, name));
    }

    /**
     * Registers the message, or finds the one that there is.
     *
     * @throws IllegalStateException if there is none that can be used
     */
    Known find(SchemaRegistry registry) throws RegistryException {
        if (subject.registers()) {
            return register(registry, registry.latest(subject.name()));
        }
        RegisteredSchema schema = subject.existing(registry);
        return new Known(
                schema.id(),
                ProtobufSchema.message(subject.latest(schema.id()), List.of(file(schema, registry)), chosen));
    }

    /** Fields that the latest version has keep their numbers. */
    private Known register(SchemaRegistry registry, Optional<RegisteredSchema> latest) throws RegistryException {
        Descriptor before = null;
        if (latest.isPresent() && latest.get().type().equals(RegisteredSchema.PROTOBUF)) {
            before = message(file(latest.get(), registry));
        }
        String text = ColumnMessage.text(name, columns, before);
        int id = subject.register(registry, RegisteredSchema.PROTOBUF, text, "message", RULE);
        return new Known(id, message(RegisteredFiles.of(text)));
    }

    private FileDescriptor file(RegisteredSchema latest, SchemaRegistry registry) throws RegistryException {
        try {
            return RegisteredFiles.of(latest, registry);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(subject.latest(latest.id()) + ", " + e.getMessage(), e);
        }
    }

    /** The one of that name; null if there is none. */
    private Descriptor message(FileDescriptor file) {
        return file.getMessageTypes().stream()
                .filter(type -> type.getFullName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
