package dev.kafkaflink.local.standin.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkGatewayTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer jobManager;
    private FlinkGateway gateway;

    @BeforeEach
    void start() throws IOException {
        jobManager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jobManager.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = request.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Answered-By", "job manager");
            exchange.sendResponseHeaders(202, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        jobManager.start();
        Map<DeploymentKey, URI> known = Map.of(
                new DeploymentKey("lake", "up"),
                        URI.create("http://127.0.0.1:" + jobManager.getAddress().getPort()),
                new DeploymentKey("lake", "starting"), URI.create("http://127.0.0.1:1"));
        gateway = new FlinkGateway(key -> Optional.ofNullable(known.get(key)));
    }

    @AfterEach
    void stop() {
        gateway.close();
        jobManager.stop(0);
    }

    @Test
    void methodPathQueryAndBodyArriveAndTheAnswerComesBack() throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + "/lake/up/jobs/7%2F8?mode=cancel&x=%20"))
                        .method("PATCH", BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("PATCH /jobs/7%2F8?mode=cancel&x=%20 {}");
        assertThat(response.headers().firstValue("X-Answered-By")).hasValue("job manager");
    }

    @Test
    void aJobManagerThatIsNotUpIsSaid() throws IOException, InterruptedException {
        assertThat(get("/lake/starting/jobs").statusCode()).isEqualTo(503);
        assertThat(get("/lake/starting/jobs").body()).contains("lake/starting does not answer now");
        assertThat(get("/lake/none/jobs").statusCode()).isEqualTo(503);
        assertThat(get("/lake/none/jobs").body()).contains("No job manager of FlinkDeployment lake/none runs");
    }

    @Test
    void aBlockedJobManagerIsSilent() throws IOException, InterruptedException {
        gateway.block(new DeploymentKey("lake", "up"));
        HttpRequest impatient = HttpRequest.newBuilder(URI.create(gateway.url() + "/lake/up/jobs"))
                .timeout(Duration.ofMillis(300))
                .build();

        assertThatThrownBy(() -> http.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(get("/lake/none/jobs").statusCode()).isEqualTo(503);

        gateway.unblock(new DeploymentKey("lake", "up"));
        assertThat(get("/lake/up/jobs").statusCode()).isEqualTo(202);
    }

    @Test
    void theWebUiIsAFolder() throws IOException, InterruptedException {
        assertThat(get("/lake/up").headers().firstValue("Location")).hasValue("/lake/up/");
        assertThat(get("/lake/up/").body()).startsWith("GET / ");
        assertThat(get("/lake").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(gateway.url() + path)).build(), BodyHandlers.ofString());
    }
}
