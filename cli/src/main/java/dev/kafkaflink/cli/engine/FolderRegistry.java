package dev.kafkaflink.cli.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A schema registry on 127.0.0.1 with the schemas of a folder: {@code ID.avsc}, or {@code ID.SUBJECT.avsc} for one that is a
 * version of a subject, too. It takes any schema that a sink registers; whether that is compatible is not its concern.
 */
public final class FolderRegistry implements AutoCloseable {
    private static final Pattern FILE = Pattern.compile("([1-9][0-9]{0,8})(?:\\.(.+))?\\.avsc");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Null: nobody needs it. */
    private final HttpServer server;

    private final UnaryOperator<String> subjectNames;
    private final TreeMap<Integer, String> schemas = new TreeMap<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();

    private FolderRegistry(HttpServer server, UnaryOperator<String> subjectNames) {
        this.server = server;
        this.subjectNames = subjectNames;
    }

    /**
     * Starts one, if a pipeline needs it.
     *
     * @param folder of the schemas, which need not be there
     * @param subjectNames for a subject that a sink names the one that the folder's author means
     * @throws CommandFailure if a file has another name
     */
    public static FolderRegistry start(List<JobDefinition> pipelines, Path folder, UnaryOperator<String> subjectNames) {
        if (pipelines.stream().noneMatch(FolderRegistry::isNeededBy)) {
            return new FolderRegistry(null, subjectNames);
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FolderRegistry registry = new FolderRegistry(server, subjectNames);
            registry.read(folder);
            server.createContext("/", registry::handle);
            server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot serve the schemas of " + folder, e);
        }
    }

    private static boolean isNeededBy(JobDefinition pipeline) {
        Stream<Format> read = pipeline.sources().stream()
                .flatMap(source -> Stream.of(
                        source.format(),
                        source.key() == null ? source.format() : source.key().format()));
        Stream<Format> written = pipeline.sinks().stream()
                .flatMap(sink -> Stream.of(sink.kafka().format(), sink.kafka().formatOfKey()));
        return Stream.concat(read, written)
                .anyMatch(format -> format.schemaRegistry().isPresent());
    }

    private void read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
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

    /** The definition, with this registry for each that it names. */
    public JobDefinition apply(JobDefinition definition) {
        return new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources().stream().map(this::apply).toList(),
                definition.views(),
                definition.sinks().stream().map(this::apply).toList(),
                definition.deadLetters(),
                definition.delivery(),
                definition.tableOptions(),
                definition.version(),
                definition.flink());
    }

    private Source apply(Source source) {
        Key key = source.key();
        return source.in(apply(source.format()), key == null ? null : new Key(apply(key.format()), key.columns()));
    }

    private Sink apply(Sink sink) {
        KafkaTarget kafka = sink.kafka();
        return new Sink(
                sink.name(),
                sink.query(),
                sink.eventTime(),
                new KafkaTarget(
                        kafka.topic(),
                        kafka.key(),
                        apply(kafka.format()),
                        kafka.keyFormat() == null ? null : apply(kafka.keyFormat()),
                        kafka.headers(),
                        kafka.timestamp()),
                sink.primaryKey());
    }

    private Format apply(Format format) {
        return server == null
                ? format
                : format.withRegistryAt(
                        "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode answer = answer(
                    exchange.getRequestURI().getRawPath().substring(1).split("/"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.has("error_code") ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The parts of Confluent's API that the job uses. */
    private synchronized JsonNode answer(String[] path, String body) throws JsonProcessingException {
        if (path.length == 3 && path[0].equals("schemas")) {
            return schema(Integer.parseInt(path[2]));
        }
        List<Integer> versions = versions(subjectNames.apply(URLDecoder.decode(path[1], StandardCharsets.UTF_8)));
        if (path.length == 4) {
            return versions.isEmpty() ? missing(40401, "Subject not found") : schema(versions.get(versions.size() - 1));
        }
        int id = register(JSON.readTree(body).path("schema").asText());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return JSON.createObjectNode().put("id", id);
    }

    private ObjectNode schema(int id) {
        return schemas.containsKey(id)
                ? JSON.createObjectNode().put("id", id).put("schema", schemas.get(id))
                : missing(40403, "Schema not found");
    }

    private int register(String schema) throws JsonProcessingException {
        for (Map.Entry<Integer, String> known : schemas.entrySet()) {
            if (JSON.readTree(known.getValue()).equals(JSON.readTree(schema))) {
                return known.getKey();
            }
        }
        int id = schemas.isEmpty() ? 1 : schemas.lastKey() + 1;
        schemas.put(id, schema);
        return id;
    }

    private List<Integer> versions(String subject) {
        return subjects.computeIfAbsent(subject, any -> new ArrayList<>());
    }

    private static ObjectNode missing(int code, String message) {
        return JSON.createObjectNode().put("error_code", code).put("message", message);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
