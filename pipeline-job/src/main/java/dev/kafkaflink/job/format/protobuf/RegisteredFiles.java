package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegisteredSchema.Reference;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of messages that a registry has, with those that it imports. What is wrong with one is an IllegalArgumentException
 * whose message has no subject.
 */
final class RegisteredFiles {
    private static final int MOST = 1_000;
    private static final int SHOWN = 300;

    /** Those that everybody has, and that no registry needs to have. */
    private static final Map<String, FileDescriptor> KNOWN = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toMap(FileDescriptor::getName, Function.identity()));

    private final SchemaRegistry registry;
    /** Null: it is being built. */
    private final Map<Reference, FileDescriptor> built = new HashMap<>();

    private RegisteredFiles(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The file of a schema.
     *
     * @throws RegistryException if the registry does not say what the schema refers to
     */
    static FileDescriptor of(RegisteredSchema schema, SchemaRegistry registry) throws RegistryException {
        return new RegisteredFiles(registry).file("schema", schema);
    }

    /** The file of a text that imports nothing but what everybody has. */
    static FileDescriptor of(String text) {
        return build(ProtoText.parse("schema", text), KNOWN);
    }

    private FileDescriptor file(String name, RegisteredSchema schema) throws RegistryException {
        if (!RegisteredSchema.PROTOBUF.equals(schema.type())) {
            throw new IllegalArgumentException("is " + schema.type() + ", not Protobuf");
        }
        Map<String, FileDescriptor> imports = new HashMap<>();
        for (Reference reference : schema.references()) {
            imports.put(reference.name(), referred(reference));
        }
        imports.putAll(KNOWN);
        return build(encoded(name, schema.text()).orElseGet(() -> ProtoText.parse(name, schema.text())), imports);
    }

    private FileDescriptor referred(Reference reference) throws RegistryException {
        if (built.containsKey(reference)) {
            return Optional.ofNullable(built.get(reference))
                    .orElseThrow(() -> new IllegalArgumentException("refers to itself, by '" + reference.name() + "'"));
        }
        if (built.size() == MOST) {
            throw new IllegalArgumentException("refers to more than " + MOST + " others");
        }
        built.put(reference, null);
        RegisteredSchema schema = registry.version(reference.subject(), reference.version())
                .orElseThrow(() -> new IllegalArgumentException("refers to version " + reference.version()
                        + " of subject '" + reference.subject() + "', which the registry does not have"))
                .schema();
        FileDescriptor file = file(reference.name(), schema);
        built.put(reference, file);
        return file;
    }

    /** Some registries keep what some clients register: the descriptor in base64. */
    private static Optional<FileDescriptorProto> encoded(String name, String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.strip());
            return Optional.of(FileDescriptorProto.parseFrom(bytes).toBuilder()
                    .setName(name)
                    .build());
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** An import that nobody has may be one of options, of which nothing is needed here. */
    private static FileDescriptor build(FileDescriptorProto file, Map<String, FileDescriptor> imports) {
        FileDescriptorProto.Builder known = file.toBuilder().clearDependency().clearPublicDependency();
        List<FileDescriptor> dependencies = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < file.getDependencyCount(); i++) {
            FileDescriptor imported = imports.get(file.getDependency(i));
            if (imported == null) {
                missing.add(file.getDependency(i));
                continue;
            }
            if (file.getPublicDependencyList().contains(i)) {
                known.addPublicDependency(known.getDependencyCount());
            }
            known.addDependency(imported.getName());
            dependencies.add(imported);
        }
        try {
            return FileDescriptor.buildFrom(known.build(), dependencies.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            String imported = missing.isEmpty()
                    ? ""
                    : "; it imports " + String.join(", ", missing)
                            + ", which is not among its references in the registry";
            throw new IllegalArgumentException("is not valid: " + shown(e.getMessage() + imported), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "is not valid: the library fails over it with " + shown(e.toString()), e);
        }
    }

    private static String shown(String words) {
        return words.substring(0, Math.min(SHOWN, words.length()));
    }
}
