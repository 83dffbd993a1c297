package dev.kafkaflink.cli.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.pipeline.SchemaFolder;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.registry.RegisteredSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A schema registry on 127.0.0.1 that has the schemas of a folder. It takes any schema that a sink registers. */
public final class FolderRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Null: nobody needs it. */
    private final HttpServer server;

    private final UnaryOperator<String> subjectNames;
    private final SchemaFolder schemas;

    private FolderRegistry(HttpServer server, SchemaFolder schemas, UnaryOperator<String> subjectNames) {
        this.server = server;
        this.schemas = schemas;
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
            return new FolderRegistry(null, null, subjectNames);
        }
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FolderRegistry registry = new FolderRegistry(server, SchemaFolder.read(folder), subjectNames);
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
        return sink.to(new KafkaTarget(
                kafka.topic(),
                kafka.key(),
                apply(kafka.format()),
                kafka.keyFormat() == null ? null : apply(kafka.keyFormat()),
                kafka.headers(),
                kafka.timestamp()));
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
    private JsonNode answer(String[] path, String body) throws JsonProcessingException {
        if (path.length == 3 && path[0].equals("schemas")) {
            return schemas.byId(Integer.parseInt(path[2]))
                    .map(FolderRegistry::schema)
                    .orElseGet(() -> missing(40403, "Schema not found"));
        }
        String subject = subjectNames.apply(URLDecoder.decode(path[1], StandardCharsets.UTF_8));
        if (path.length == 4) {
            return schemas.version(subject, path[3].equals("latest") ? null : Integer.valueOf(path[3]))
                    .map(found -> schema(found.schema()).put("version", found.number()))
                    .orElseGet(() -> missing(40401, "Subject not found"));
        }
        JsonNode schema = JSON.readTree(body);
        int id = schemas.register(
                subject,
                schema.path("schemaType").asText(RegisteredSchema.AVRO),
                schema.path("schema").asText());
        return JSON.createObjectNode().put("id", id);
    }

    private static ObjectNode schema(RegisteredSchema schema) {
        ObjectNode answer = JSON.createObjectNode()
                .put("id", schema.id())
                .put("schemaType", schema.type())
                .put("schema", schema.text());
        ArrayNode references = answer.putArray("references");
        schema.references().forEach(reference -> references
                .addObject()
                .put("name", reference.name())
                .put("subject", reference.subject())
                .put("version", reference.version()));
        return answer;
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
