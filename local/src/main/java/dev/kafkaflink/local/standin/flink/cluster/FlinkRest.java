package dev.kafkaflink.local.standin.flink.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Job managers' REST API. One client serves all of them. Thread-safe. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** An answer with another status than success. */
    public static final class AnswerException extends IOException {
        private static final long serialVersionUID = 1;

        private AnswerException(String message) {
            super(message);
        }
    }

    /**
     * A savepoint that was asked for.
     *
     * @param location where it is, once complete
     * @param failure the stack trace, if it failed; both are empty while it is under way
     */
    public record Savepoint(Optional<String> location, Optional<String> failure) {}

    /** The entry of {@code /jobs/overview}, if there is one. */
    public Optional<JsonNode> job(URI server, String jobId) throws IOException, InterruptedException {
        for (JsonNode job : get(server, "/jobs/overview").path("jobs")) {
            if (job.path("jid").asText().equals(jobId)) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    /** The stack trace of the exception that ended the job. */
    public Optional<String> failure(URI server, String jobId) throws IOException, InterruptedException {
        JsonNode trace = get(server, "/jobs/" + jobId + "/execution-result")
                .path("job-execution-result")
                .path("failure-cause")
                .path("stack-trace");
        return trace.isTextual() ? Optional.of(trace.asText()) : Optional.empty();
    }

    /** The path of the job's latest checkpoint or savepoint. */
    public Optional<String> latestCheckpoint(URI server, String jobId) throws IOException, InterruptedException {
        JsonNode latest = get(server, "/jobs/" + jobId + "/checkpoints").path("latest");
        return Stream.of("completed", "savepoint", "restored")
                .map(latest::path)
                .filter(checkpoint -> checkpoint.path("external_path").isTextual())
                .max(Comparator.comparingLong(
                        checkpoint -> checkpoint.path("id").asLong()))
                .map(checkpoint -> checkpoint.path("external_path").asText());
    }

    /** {@code /config}, which has Flink's version and revision. */
    public JsonNode dashboardConfiguration(URI server) throws IOException, InterruptedException {
        return get(server, "/config");
    }

    /** Begins to stop the job with a savepoint; answers the savepoint's trigger id. */
    public String stop(URI server, String jobId, String directory) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("targetDirectory", directory)
                .put("drain", false)
                .put("formatType", "CANONICAL");
        return post(server, "/jobs/" + jobId + "/stop", body).path("request-id").asText();
    }

    /** Begins a savepoint while the job goes on; answers its trigger id. */
    public String triggerSavepoint(URI server, String jobId, String directory)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode()
                .put("target-directory", directory)
                .put("cancel-job", false)
                .put("formatType", "CANONICAL");
        return post(server, "/jobs/" + jobId + "/savepoints", body)
                .path("request-id")
                .asText();
    }

    public Savepoint savepoint(URI server, String jobId, String triggerId) throws IOException, InterruptedException {
        JsonNode answer = get(server, "/jobs/" + jobId + "/savepoints/" + triggerId);
        JsonNode operation = answer.path("operation");
        JsonNode failure = operation.path("failure-cause").path("stack-trace");
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return new Savepoint(Optional.empty(), Optional.empty());
        }
        return failure.isTextual()
                ? new Savepoint(Optional.empty(), Optional.of(failure.asText()))
                : new Savepoint(Optional.of(operation.path("location").asText()), Optional.empty());
    }

    /** Begins to cancel the job. */
    public void cancel(URI server, String jobId) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(server + "/jobs/" + jobId + "?mode=cancel"))
                .method("PATCH", BodyPublishers.noBody()));
    }

    private JsonNode get(URI server, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path)).GET());
    }

    private JsonNode post(URI server, String path, JsonNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.timeout(LIMIT).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new AnswerException(request.method() + " " + request.uri() + " answered " + response.statusCode()
                    + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
