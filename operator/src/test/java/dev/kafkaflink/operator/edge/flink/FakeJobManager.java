package dev.kafkaflink.operator.edge.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A job manager with answers that a real one, of Flink 1.20.3, gave. As there, a question for metrics of which one is not
 * there gets an empty answer, and a request line of more than 4096 bytes is refused.
 */
final class FakeJobManager implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_LINE = 4096;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> metrics = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;
    private volatile boolean refusing;

    FakeJobManager() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The one that was recorded: a job that read, wrote, failed once and went on. */
    static FakeJobManager recorded() {
        String job = "/jobs/0752add0178835e0634614e284922da8";
        return new FakeJobManager()
                .answer("/jobs/overview", file("overview.json"))
                .answer(job, file("job.json"))
                .answer(
                        job + "/config",
                        json("{\"execution-config\":{\"user-config\":{\"kafkaflink.revision\":\"1a2b\"}}}"))
                .answer(job + "/metrics?get=numRestarts", file("restarts.json"))
                .answer(job + "/checkpoints", file("checkpoints.json"))
                .answer(job + "/exceptions", file("exceptions.json"))
                .metrics(job + "/vertices/cbc357ccb763df2852fee8c4fc7d55f2", file("metrics-source.json"))
                .metrics(job + "/vertices/90bea66de1c231edf33913ecd54406c1", file("metrics-sink.json"));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    FakeJobManager answer(String path, JsonNode json) {
        answers.put(path, json);
        return this;
    }

    /** Answers questions for a vertex's metrics out of all of them. */
    FakeJobManager metrics(String vertex, JsonNode all) {
        metrics.put(vertex + "/subtasks/metrics", all);
        return this;
    }

    /** A job's checkpoints, of which the last lies in that folder. */
    static JsonNode checkpointIn(String folder) {
        var checkpoints = MAPPER.createObjectNode();
        checkpoints
                .putObject("latest")
                .putObject("completed")
                .put("latest_ack_timestamp", 1_795_353_146_598L)
                .put("external_path", folder + "/checkpoints/0752add0178835e0634614e284922da8/chk-7");
        return checkpoints;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on takes questions and answers none. */
    void fallSilent() {
        silent = true;
    }

    /** From now on answers every question with an error, as the service of a job manager that is gone does. */
    void refuse() {
        refusing = true;
    }

    Queue<String> asked() {
        return asked;
    }

    private static JsonNode file(String name) {
        try (InputStream stream = FakeJobManager.class.getResourceAsStream(name)) {
            return MAPPER.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        this.asked.add(asked.toString());
        if (silent) {
            awaitClose();
            return;
        }
        JsonNode answer = metrics.containsKey(asked.getPath()) ? ofMetrics(asked) : answers.get(asked.toString());
        boolean tooLong = asked.toString().length() > LONGEST_LINE;
        int code = refusing ? 503 : tooLong ? 414 : answer == null ? 404 : 200;
        byte[] body = MAPPER.writeValueAsBytes(code == 200 ? answer : Map.of("errors", new String[] {"no"}));
        exchange.sendResponseHeaders(code, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private JsonNode ofMetrics(URI asked) {
        JsonNode all = metrics.get(asked.getPath());
        var answer = MAPPER.createArrayNode();
        if (asked.getQuery() == null) {
            all.forEach(metric -> answer.addObject().set("id", metric.get("id")));
            return answer;
        }
        String aggregation = asked.getQuery().replaceAll("agg=([a-z]+)&get=.*", "$1");
        for (String id : asked.getQuery().replaceAll("agg=[a-z]+&get=", "").split(",")) {
            var found = stream(all)
                    .filter(metric -> metric.get("id").asText().equals(id))
                    .findFirst();
            if (found.isEmpty()) {
                return MAPPER.createArrayNode();
            }
            answer.addObject().put("id", id).set(aggregation, found.get().get(aggregation));
        }
        return answer;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        Stream.Builder<JsonNode> elements = Stream.builder();
        array.forEach(elements);
        return elements.build();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
