package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.kafkaflink.crds.spelling.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages of files, such as those of a descriptor set. What is wrong with one is an IllegalArgumentException whose message is for the user. */
final class ProtobufSchema {
    private static final String REMEDY =
            "; write it with protoc --include_imports --descriptor_set_out=orders.binpb orders.proto";

    private final String option;
    private final List<FileDescriptor> files;
    private final Map<String, Descriptor> messages = new LinkedHashMap<>();

    private ProtobufSchema(String option, List<FileDescriptor> files) {
        this.option = option;
        this.files = files;
        files.forEach(file -> addMessages(file.getMessageTypes()));
    }

    /** The message that records are. */
    static Descriptor message(ProtobufSettings settings) {
        String option = "format.protobuf." + (settings.inFile() ? "descriptorFile" : "descriptorSet");
        return message(option, files(option, bytes(settings, option)), settings.message());
    }

    /**
     * A message of files.
     *
     * @param option what has them, for a person
     * @param name null: the only one of the last file
     */
    static Descriptor message(String option, List<FileDescriptor> files, String name) {
        ProtobufSchema schema = new ProtobufSchema(option, files);
        return name == null ? schema.only() : schema.find(name);
    }

    private static byte[] bytes(ProtobufSettings settings, String option) {
        if (settings.inFile()) {
            try {
                return Files.readAllBytes(Path.of(settings.descriptorFile()));
            } catch (IOException e) {
                throw new IllegalArgumentException(option + ": cannot read it: " + e, e);
            }
        }
        try {
            return Base64.getDecoder().decode(settings.descriptorSet().replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    option + " is no base64 (" + e.getMessage() + "); write it with base64 -w0 orders.binpb", e);
        }
    }

    /** Files come after those that they import, as protoc has them. */
    private static List<FileDescriptor> files(String option, byte[] bytes) {
        Map<String, FileDescriptor> files = new LinkedHashMap<>();
        for (FileDescriptorProto file : parse(option, bytes).getFileList()) {
            List<FileDescriptor> imports = new ArrayList<>();
            for (String name : file.getDependencyList()) {
                if (!files.containsKey(name)) {
                    throw new IllegalArgumentException(option + ": the file '" + file.getName() + "' imports '" + name
                            + "', which is not in the set before it" + REMEDY);
                }
                imports.add(files.get(name));
            }
            try {
                files.put(file.getName(), FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new)));
            } catch (DescriptorValidationException e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage() + REMEDY, e);
            } catch (RuntimeException e) {
                // The library does not foresee all that protoc would not write.
                throw new IllegalArgumentException(option + ": the library fails over it with " + e + REMEDY, e);
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(option + " has no file in it" + REMEDY);
        }
        return List.copyOf(files.values());
    }

    private static FileDescriptorSet parse(String option, byte[] bytes) {
        try {
            return FileDescriptorSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    option + " is no FileDescriptorSet (" + e.getMessage() + ")" + REMEDY, e);
        }
    }

    private void addMessages(List<Descriptor> types) {
        for (Descriptor type : types) {
            if (!type.getOptions().getMapEntry()) {
                messages.put(type.getFullName(), type);
                addMessages(type.getNestedTypes());
            }
        }
    }

    private Descriptor find(String name) {
        Descriptor found = messages.get(name);
        if (found == null) {
            throw new IllegalArgumentException("format.protobuf.message: there is no message '" + name + "' in "
                    + option + Spelling.instead(name, ownMessages()));
        }
        return found;
    }

    private Descriptor only() {
        FileDescriptor last = files.get(files.size() - 1);
        if (last.getMessageTypes().size() != 1) {
            throw new IllegalArgumentException("format.protobuf.message is missing: the file '" + last.getName()
                    + "' has " + last.getMessageTypes().size() + " messages"
                    + (last.getMessageTypes().isEmpty()
                            ? Spelling.instead("", ownMessages())
                            : "; name one of "
                                    + String.join(
                                            ", ",
                                            last.getMessageTypes().stream()
                                                    .map(Descriptor::getFullName)
                                                    .toList())));
        }
        return last.getMessageTypes().get(0);
    }

    /** Those that somebody may have meant. */
    private List<String> ownMessages() {
        return messages.keySet().stream()
                .filter(name -> !name.startsWith("google.protobuf."))
                .toList();
    }

    /** The field of a column; an IllegalArgumentException if there is none. */
    static FieldDescriptor field(Descriptor type, String column) {
        FieldDescriptor found = find(type, column);
        if (found == null) {
            throw new IllegalArgumentException("there is no field '" + column + "' in " + type.getFullName()
                    + Spelling.instead(
                            column,
                            type.getFields().stream()
                                    .map(FieldDescriptor::getName)
                                    .toList()));
        }
        return found;
    }

    /** The field of a column: that of its name, else the one that has it as its name in JSON; null if there is none. */
    static FieldDescriptor find(Descriptor type, String column) {
        FieldDescriptor named = type.findFieldByName(column);
        return named != null
                ? named
                : type.getFields().stream()
                        .filter(field -> field.getJsonName().equals(column))
                        .findFirst()
                        .orElse(null);
    }
}
