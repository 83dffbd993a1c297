package dev.kafkaflink.operator.edge.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Answers of job managers as JSON. One client and its connections serve all of them; no thread waits for an answer. */
final class FlinkRest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int OK = 200;

    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout how long one answer may take, the connection included */
    FlinkRest(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * The answer to a GET; fails with an IOException where there is none, or another code than 200, or no JSON.
     *
     * @param base address of the job manager
     * @param path begins with {@code /}
     */
    CompletableFuture<JsonNode> get(URI base, String path) {
        var address = URI.create(base.toString().replaceAll("/+$", "") + path);
        var request = HttpRequest.newBuilder(address).timeout(timeout).GET().build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> json(address, response));
    }

    private static JsonNode json(URI address, HttpResponse<byte[]> response) {
        try {
            if (response.statusCode() != OK) {
                throw new IOException("GET %s answered %d".formatted(address, response.statusCode()));
            }
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("GET %s: %s".formatted(address, e.getMessage()), e);
        }
    }
}
