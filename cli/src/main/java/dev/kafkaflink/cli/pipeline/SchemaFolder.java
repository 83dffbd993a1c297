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
 * A schema registry that is a folder: {@code ID.avsc}, or {@code ID.SUBJECT.avsc} for a schema that is a version of a subject,
 * too; the versions are in the order of their ids. What is registered is kept in memory, compatible or not.
 */
public final class SchemaFolder implements SchemaRegistry {
    /** The name of the folder, beside a pipeline's file. */
    public static final String NAME = "schemas";

    private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,8})(?:\\.(.+))?\\.avsc");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TreeMap<Integer, String> schemas = new TreeMap<>();
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
                throw new CommandFailure(
                        file + ": a schema of a registry is in ID.avsc, or in ID.SUBJECT.avsc if it is a"
                                + " version of a subject, too; its id is a number from 1 on.");
            }
            int id = Integer.parseInt(name.group(1));
            if (schemas.put(id, Files.readString(file)) != null) {
                throw new CommandFailure(file + ": there is another schema of id " + id + ".");
            }
            if (name.group(2) != null) {
                subjectOf.put(id, name.group(2));
            }
        }
        subjectOf.forEach((id, subject) -> versions(subject).add(id));
    }

    @Override
    public synchronized Optional<RegisteredSchema> byId(int id) {
        return Optional.ofNullable(schemas.get(id))
                .map(text -> new RegisteredSchema(id, RegisteredSchema.AVRO, text, true));
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
    public synchronized int register(String subject, String schema) {
        int id = idOf(schema);
        if (!versions(subject).contains(id)) {
            versions(subject).add(id);
        }
        return id;
    }

    private int idOf(String schema) {
        try {
            for (Map.Entry<Integer, String> known : schemas.entrySet()) {
                if (JSON.readTree(known.getValue()).equals(JSON.readTree(schema))) {
                    return known.getKey();
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A schema is no JSON", e);
        }
        int id = schemas.isEmpty() ? 1 : schemas.lastKey() + 1;
        schemas.put(id, schema);
        return id;
    }

    private List<Integer> versions(String subject) {
        return subjects.computeIfAbsent(subject, any -> new ArrayList<>());
    }
}
