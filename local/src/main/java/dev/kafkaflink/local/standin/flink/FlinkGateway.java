package dev.kafkaflink.local.standin.flink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * One address for all job managers: {@code /NAMESPACE/NAME/...} goes to that deployment's REST API and web UI, wherever
 * they listen at the time. Answers 503 with a sentence while they do not.
 */
final class FlinkGateway implements AutoCloseable {
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;
    private static final int FOUND = 302;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Function<DeploymentKey, Optional<URI>> jobManagers;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_LIMIT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "flink-gateway");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    /** What requests to a job manager that is cut off wait for. */
    private final Map<DeploymentKey, CountDownLatch> blocked = new ConcurrentHashMap<>();

    FlinkGateway(Function<DeploymentKey, Optional<URI>> jobManagers) {
        this.jobManagers = jobManagers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen for requests to job managers", e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on nothing gets through to that job manager, and nothing is answered, as behind a network policy. */
    void block(DeploymentKey key) {
        blocked.putIfAbsent(key, new CountDownLatch(1));
    }

    void unblock(DeploymentKey key) {
        Optional.ofNullable(blocked.remove(key)).ifPresent(CountDownLatch::countDown);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] parts = exchange.getRequestURI().getRawPath().split("/", 4);
            if (parts.length < 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
                say(exchange, NOT_FOUND, "Ask for /NAMESPACE/NAME/ of a FlinkDeployment.");
                return;
            }
            if (parts.length == 3) {
                // The web UI's own links are relative to its folder.
                exchange.getResponseHeaders().set("Location", "/" + parts[1] + "/" + parts[2] + "/");
                exchange.sendResponseHeaders(FOUND, -1);
                return;
            }
            DeploymentKey key = new DeploymentKey(parts[1], parts[2]);
            CountDownLatch cutOff = blocked.get(key);
            if (cutOff != null) {
                await(cutOff);
                return;
            }
            Optional<URI> jobManager = jobManagers.apply(key);
            if (jobManager.isEmpty()) {
                say(exchange, UNAVAILABLE, "No job manager of FlinkDeployment " + key + " runs on this machine now.");
                return;
            }
            forward(exchange, key, jobManager.get(), parts[3]);
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange, DeploymentKey key, URI jobManager, String path) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        URI target = URI.create(jobManager + "/" + path + (query == null ? "" : "?" + query));
        HttpResponse<InputStream> response;
        try {
            response = http.send(request(exchange, target), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            say(exchange, UNAVAILABLE, "The job manager of FlinkDeployment " + key + " does not answer now: " + e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            say(exchange, UNAVAILABLE, "This gateway is closing.");
            return;
        }
        try (InputStream body = response.body();
                OutputStream answer = exchange.getResponseBody()) {
            for (Map.Entry<String, List<String>> header :
                    response.headers().map().entrySet()) {
                if (isOfTheMessage(header.getKey())) {
                    exchange.getResponseHeaders().put(header.getKey(), header.getValue());
                }
            }
            exchange.sendResponseHeaders(response.statusCode(), 0);
            body.transferTo(answer);
        }
    }

    private static HttpRequest request(HttpExchange exchange, URI target) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(target).timeout(ANSWER_LIMIT);
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isOfTheMessage(name)) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        boolean hasBody = exchange.getRequestHeaders().containsKey("Content-Length")
                || exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        return builder.method(
                        exchange.getRequestMethod(),
                        hasBody ? BodyPublishers.ofInputStream(exchange::getRequestBody) : BodyPublishers.noBody())
                .build();
    }

    private static boolean isOfTheMessage(String header) {
        // HTTP/2's pseudo headers begin with a colon.
        return !header.startsWith(":") && !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static void say(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
