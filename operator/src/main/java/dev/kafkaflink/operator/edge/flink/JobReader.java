package dev.kafkaflink.operator.edge.flink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaflink.crds.jobdef.JobParameters;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Sample;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** Reads one job's state and metrics from its job manager. */
final class JobReader {
    private static final String FINISHED = "FINISHED";
    private static final Set<String> ENDED = Set.of(FINISHED, "CANCELED", "FAILED");

    private final FlinkRest rest;
    private final VertexMetrics vertices;
    private final Clock clock;

    JobReader(FlinkRest rest, Clock clock) {
        this.rest = rest;
        this.vertices = new VertexMetrics(rest);
        this.clock = clock;
    }

    /**
     * The job's reading; null where the job manager has no job yet. Fails where it does not answer.
     *
     * @param known what was read last; null: nothing
     */
    CompletableFuture<Reading> read(URI base, JobFacts known) {
        return rest.get(base, "/jobs/overview").thenCompose(overview -> {
            var job = current(overview);
            return job == null ? CompletableFuture.completedFuture(null) : readJob(base, job, known);
        });
    }

    /** A job's revision does not change as long as its job manager lives. */
    private CompletableFuture<String> revision(URI base, String path, JsonNode job, JobFacts known) {
        boolean sameLife = known != null
                && known.jobId().equals(job.path("jid").asText())
                && known.startTime().equals(startTime(job));
        return sameLife
                ? CompletableFuture.completedFuture(known.revision())
                : rest.get(base, path + "/config").thenApply(config -> config.path("execution-config")
                        .path("user-config")
                        .path(JobParameters.REVISION)
                        .asText());
    }

    /** The job that runs; an application's job manager has one, and for a while perhaps its ended predecessor. */
    private static JsonNode current(JsonNode overview) {
        return StreamSupport.stream(overview.path("jobs").spliterator(), false)
                .max(Comparator.comparing((JsonNode job) ->
                                !ENDED.contains(job.path("state").asText()))
                        .thenComparing(job -> job.path("start-time").asLong()))
                .orElse(null);
    }

    private CompletableFuture<Reading> readJob(URI base, JsonNode job, JobFacts known) {
        String path = "/jobs/" + job.path("jid").asText();
        var revision = revision(base, path, job, known);
        var restarts = rest.get(base, path + "/metrics?get=numRestarts");
        var checkpoints = rest.get(base, path + "/checkpoints");
        var exceptions = rest.get(base, path + "/exceptions");
        var totals = rest.get(base, path).thenCompose(detail -> totals(base, path, detail));
        var counted = job.path("state").asText().equals(FINISHED)
                ? totals.thenCombine(counts(base, path), MetricTotals::atEnd)
                : totals;
        return CompletableFuture.allOf(revision, restarts, checkpoints, exceptions, counted)
                .thenApply(all -> reading(
                        job, revision.join(), restarts.join(), checkpoints.join(), exceptions.join(), counted.join()));
    }

    /** What a job has counted whose tasks, and with them their metrics, are gone. */
    private CompletableFuture<Map<String, Long>> counts(URI base, String job) {
        return rest.get(base, job + "/accumulators").thenApply(answer -> {
            Map<String, Long> counts = new HashMap<>();
            for (JsonNode counted : answer.path("user-task-accumulators")) {
                String name = counted.path("name").asText();
                if (MetricTotals.isNeeded(name)) {
                    counts.put(name, counted.path("value").asLong());
                }
            }
            return counts;
        });
    }

    private CompletableFuture<MetricTotals> totals(URI base, String job, JsonNode detail) {
        var totals = new MetricTotals();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (JsonNode vertex : detail.path("vertices")) {
            String path = job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            all.add(vertices.read(base, path)
                    .thenCompose(values -> {
                        synchronized (totals) {
                            values.forEach(totals::add);
                        }
                        return vertices.texts(base, job, vertex, MetricTotals.stopped(values));
                    })
                    .thenAccept(reasons -> {
                        synchronized (totals) {
                            reasons.forEach(totals::addStopped);
                        }
                    }));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> totals);
    }

    private Reading reading(
            JsonNode job,
            String revision,
            JsonNode restartsAnswer,
            JsonNode checkpoints,
            JsonNode exceptions,
            MetricTotals totals) {
        Instant now = clock.instant();
        long restarts = restartsAnswer.path(0).path("value").asLong();
        var attempt = new Sample.Attempt(job.path("jid").asText(), startTime(job), restarts);
        var facts = new JobFacts(
                now,
                attempt.jobId(),
                job.path("state").asText(),
                attempt.startTime(),
                restarts,
                Failures.read(exceptions),
                lastCheckpoint(checkpoints),
                checkpoints
                        .path("latest")
                        .path("completed")
                        .path("external_path")
                        .asText(),
                revision,
                pendingTasks(job),
                totals.kafkaConnections(),
                null,
                totals.stopped());
        return new Reading(facts, totals.isEmpty() ? null : totals.sample(now, attempt));
    }

    private static Instant startTime(JsonNode job) {
        return Instant.ofEpochMilli(job.path("start-time").asLong());
    }

    private static int pendingTasks(JsonNode job) {
        var tasks = job.path("tasks");
        return tasks.path("total").asInt() - tasks.path("running").asInt();
    }

    private static Instant lastCheckpoint(JsonNode checkpoints) {
        var completed = checkpoints.path("latest").path("completed");
        var acknowledged = completed.path("latest_ack_timestamp");
        return acknowledged.isIntegralNumber() ? Instant.ofEpochMilli(acknowledged.asLong()) : null;
    }
}
