package dev.kafkaflink.cli.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.SchemaRegistry;
import dev.kafkaflink.registry.SubjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A schema registry that is a folder: {@code ID.avsc} or {@code ID.proto}, or {@code ID.SUBJECT.avsc} for a schema that is a
 * version of a subject, too; the versions are in the order of their ids. What is registered is kept in memory, compatible or not.
 *
 * <p>An import of a {@code .proto} file is the newest version before it of the subject that has its name: {@code shop.money}
 * for {@code shop/money.proto}.
 */
public final class SchemaFolder implements SchemaRegistry {
    /** The name of the folder, beside a pipeline's file. */
    public static final String NAME = "schemas";

    private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,8})(?:\\.(.+))?\\.(avsc|proto)");
    private static final Pattern IMPORT =
            Pattern.compile("^\\s*import\\s+(?:public\\s+|weak\\s+)?\"([^\"]+)\\.proto\"\\s*;", Pattern.MULTILINE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TreeMap<Integer, RegisteredSchema> schemas = new TreeMap<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();

    private SchemaFolder() {}

    /**
     * Reads the schemas of a folder, which need not be there.
     *
     * @throws CommandFailure if a file has another name
     */
    public static SchemaFolder read(Path folder) {
        SchemaFolder registry = new SchemaFolder();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                registry.add(files.toList());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the schemas of " + folder, e);
            }
        }
        return registry;
    }

    private void add(List<Path> files) throws IOException {
        Map<Integer, String> subjectOf = new TreeMap<>();
        for (Path file : files) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (!name.matches()) {
                throw new CommandFailure(file
                        + ": a schema of a registry is in ID.avsc or ID.proto, or in ID.SUBJECT.avsc or ID.SUBJECT.proto"
                        + " if it is a version of a subject, too; its id is a number from 1 on.");
            }
            int id = Integer.parseInt(name.group(1));
            String type = name.group(3).equals("avsc") ? RegisteredSchema.AVRO : RegisteredSchema.PROTOBUF;
            if (schemas.put(id, new RegisteredSchema(id, type, Files.readString(file))) != null) {
                throw new CommandFailure(file + ": there is another schema of id " + id + ".");
            }
            if (name.group(2) != null) {
                subjectOf.put(id, name.group(2));
            }
        }
        subjectOf.forEach((id, subject) -> versions(subject).add(id));
        schemas.replaceAll(
                (id, schema) -> new RegisteredSchema(id, schema.type(), schema.text(), references(id, schema)));
    }

    private List<RegisteredSchema.Reference> references(int id, RegisteredSchema schema) {
        List<RegisteredSchema.Reference> references = new ArrayList<>();
        if (schema.type().equals(RegisteredSchema.PROTOBUF)) {
            Matcher imports = IMPORT.matcher(schema.text());
            while (imports.find()) {
                String subject = imports.group(1).replace('/', '.');
                int before = (int) subjects.getOrDefault(subject, List.of()).stream()
                        .filter(other -> other < id)
                        .count();
                if (before > 0) {
                    references.add(new RegisteredSchema.Reference(imports.group(1) + ".proto", subject, before));
                }
            }
        }
        return references;
    }

    @Override
    public synchronized Optional<RegisteredSchema> byId(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    @Override
    public synchronized Optional<SubjectVersion> version(String subject, Integer number) {
        List<Integer> versions = versions(subject);
        int wanted = number == null ? versions.size() : number;
        return wanted < 1 || wanted > versions.size()
                ? Optional.empty()
                : byId(versions.get(wanted - 1)).map(schema -> new SubjectVersion(wanted, schema));
    }

    @Override
    public synchronized int register(String subject, String type, String schema) {
        int id = idOf(type, schema);
        if (!versions(subject).contains(id)) {
            versions(subject).add(id);
        }
        return id;
    }

    private int idOf(String type, String schema) {
        for (RegisteredSchema known : schemas.values()) {
            if (known.type().equals(type) && isSame(type, known.text(), schema)) {
                return known.id();
            }
        }
        int id = schemas.isEmpty() ? 1 : schemas.lastKey() + 1;
        schemas.put(id, new RegisteredSchema(id, type, schema));
        return id;
    }

    private static boolean isSame(String type, String one, String other) {
        try {
            return type.equals(RegisteredSchema.AVRO)
                    ? JSON.readTree(one).equals(JSON.readTree(other))
                    : one.equals(other);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A schema is no JSON", e);
        }
    }

    private List<Integer> versions(String subject) {
        return subjects.computeIfAbsent(subject, any -> new ArrayList<>());
    }
}
