package dev.kafkaflink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * A schema registry over HTTP for tests, as honest as one in memory can be: each schema has one id, those of a subject are
 * versions of it, and a new one must be able to read what the one before wrote. It can ask for a user, and fail.
 */
public final class RegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String path;
    private final Map<Integer, JsonNode> schemas = new TreeMap<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private String authorization;

    /** What is answered instead, once. */
    private record Failure(int status, String body, Map<String, String> headers) {}

    private RegistryServer(HttpServer server, String path) {
        this.server = server;
        this.path = path;
    }

    /** Starts one at the root of its host. */
    public static RegistryServer start() {
        return start("");
    }

    /**
     * Starts one.
     *
     * @param path under which its API lies
     */
    public static RegistryServer start(String path) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RegistryServer registry = new RegistryServer(server, path);
            server.createContext("/", registry::handle);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "registry");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /**
     * What is answered for a schema.
     *
     * @param references for each of those that it refers to its name, its subject and its version
     */
    public static ObjectNode schema(String type, String text, Object... references) {
        ObjectNode schema = JSON.createObjectNode().put("schemaType", type).put("schema", text);
        for (int i = 0; i < references.length; i += 3) {
            schema.withArray("references")
                    .addObject()
                    .put("name", (String) references[i])
                    .put("subject", (String) references[i + 1])
                    .put("version", (Integer) references[i + 2]);
        }
        return schema;
    }

    /** Adds a schema that only has an id. */
    public synchronized int add(String schema) {
        return add(JSON.createObjectNode().put("schema", schema));
    }

    /** Adds what is answered for an id. */
    public synchronized int add(ObjectNode answer) {
        int id = schemas.size() + 1;
        schemas.put(id, answer);
        return id;
    }

    /** Adds a version of a subject, which need not be able to read what the one before wrote. */
    public synchronized int addVersion(String subject, ObjectNode answer) {
        int id = add(answer);
        subjects.computeIfAbsent(subject, any -> new ArrayList<>()).add(id);
        return id;
    }

    /** The schema of an id, as it was registered. */
    public synchronized Schema schema(int id) {
        return new Schema.Parser().parse(text(id));
    }

    /** Its text. */
    public synchronized String text(int id) {
        return schemas.get(id).path("schema").asText();
    }

    /** What is answered for an id. */
    public synchronized String answer(int id) {
        return schemas.get(id).toString();
    }

    /** What is answered for the newest version of a subject. */
    public synchronized String answerOfLatest(String subject) {
        return version(subject, "latest").body();
    }

    /** The ids of a subject's versions. */
    public synchronized List<Integer> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, List.of()));
    }

    /** All requests so far, such as {@code GET /schemas/ids/1}. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Asks for this user from now on. */
    public synchronized void setUser(String user, String password) {
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Asks for this token from now on. */
    public synchronized void setToken(String token) {
        authorization = "Bearer " + token;
    }

    /** Answers the next requests so, each one once. */
    public synchronized void fail(int status, String body, Map<String, String> headers) {
        failures.add(new Failure(status, body, headers));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Failure answer = answer(exchange, new String(body, StandardCharsets.UTF_8));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Failure answer(HttpExchange exchange, String body) {
        String asked = exchange.getRequestURI().getRawPath();
        requests.add(exchange.getRequestMethod() + " " + asked);
        if (authorization != null
                && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return new Failure(
                    401,
                    "{\"error_code\":401,\"message\":\"Unauthorized\"}",
                    Map.of("WWW-Authenticate", "Basic realm=\"registry\""));
        }
        if (!failures.isEmpty()) {
            return failures.remove();
        }
        String[] parts = asked.startsWith(path + "/")
                ? asked.substring(path.length() + 1).split("/")
                : new String[0];
        if (parts.length == 3 && parts[0].equals("schemas") && parts[1].equals("ids")) {
            JsonNode found = schemas.get(Integer.parseInt(parts[2]));
            return found == null ? error(404, 40403, "Schema not found") : new Failure(200, found.toString(), Map.of());
        }
        if (parts.length >= 3 && parts[0].equals("subjects")) {
            String subject = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            return parts.length == 4 ? version(subject, parts[3]) : register(subject, body);
        }
        return new Failure(404, "<html>no such page</html>", Map.of());
    }

    private Failure version(String subject, String number) {
        if (!subjects.containsKey(subject)) {
            return error(404, 40401, "Subject '" + subject + "' not found.");
        }
        List<Integer> versions = subjects.get(subject);
        int version = number.equals("latest") ? versions.size() : Integer.parseInt(number);
        if (version < 1 || version > versions.size()) {
            return error(404, 40402, "Version " + number + " not found.");
        }
        int id = versions.get(version - 1);
        ObjectNode answer = schemas.get(id).deepCopy();
        answer.put("id", id).put("subject", subject).put("version", version);
        return new Failure(200, answer.toString(), Map.of());
    }

    private Failure register(String subject, String body) {
        try {
            JsonNode schema = JSON.readTree(body);
            String text = schema.path("schema").asText();
            return schema.has("schemaType")
                    ? registerText(subject, schema.path("schemaType").asText(), text)
                    : registerAvro(subject, text);
        } catch (IOException | RuntimeException e) {
            return error(422, 42201, "Invalid schema: " + e.getMessage());
        }
    }

    /** One that it does not understand. */
    private Failure registerText(String subject, String type, String text) {
        ObjectNode schema = schema(type, text);
        for (int id : subjects.getOrDefault(subject, List.of())) {
            if (schemas.get(id).equals(schema)) {
                return new Failure(200, "{\"id\":" + id + "}", Map.of());
            }
        }
        return new Failure(200, "{\"id\":" + addVersion(subject, schema) + "}", Map.of());
    }

    private Failure registerAvro(String subject, String text) {
        Schema schema = new Schema.Parser().parse(text);
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        for (int id : versions) {
            if (schema(id).equals(schema)) {
                return new Failure(200, "{\"id\":" + id + "}", Map.of());
            }
        }
        if (!versions.isEmpty()) {
            Schema before = schema(versions.get(versions.size() - 1));
            SchemaCompatibility.SchemaPairCompatibility pair =
                    SchemaCompatibility.checkReaderWriterCompatibility(schema, before);
            if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
                return error(
                        409,
                        409,
                        "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                                + "\", details: "
                                + pair.getResult().getIncompatibilities().get(0).getType());
            }
        }
        int id = idOf(schema);
        subjects.computeIfAbsent(subject, any -> new ArrayList<>()).add(id == 0 ? add(text) : id);
        List<Integer> now = subjects.get(subject);
        return new Failure(200, "{\"id\":" + now.get(now.size() - 1) + "}", Map.of());
    }

    private int idOf(Schema schema) {
        return schemas.keySet().stream()
                .filter(id -> !schemas.get(id).has("schemaType") && schema(id).equals(schema))
                .findFirst()
                .orElse(0);
    }

    private static Failure error(int status, int code, String message) {
        return new Failure(
                status,
                JSON.createObjectNode()
                        .put("error_code", code)
                        .put("message", message)
                        .toString(),
                Map.of());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
