package dev.kafkaflink.local.standin.flink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import dev.kafkaflink.local.standin.flink.cluster.FlinkCluster;
import dev.kafkaflink.local.standin.flink.cluster.FlinkRest;
import dev.kafkaflink.local.standin.flink.cluster.HaConfigMaps;
import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;
import dev.kafkaflink.local.standin.flink.lifecycle.Facts;
import dev.kafkaflink.local.standin.flink.lifecycle.Facts.Container;
import dev.kafkaflink.local.standin.flink.lifecycle.Facts.Rest;
import dev.kafkaflink.local.standin.flink.lifecycle.FlinkSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.JobState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks at a cluster's processes, its REST API and its high-availability data. */
final class ClusterFacts {
    private final FlinkRest rest;
    private final Timing timing;
    private FlinkCluster lastSeen;
    private long silentSince;

    ClusterFacts(FlinkRest rest, Timing timing) {
        this.rest = rest;
        this.timing = timing;
    }

    /**
     * Looks once.
     *
     * @param cluster null if there is none
     * @param status the status so far, for the ids of job and savepoint
     */
    Facts look(FlinkCluster cluster, HaConfigMaps haData, JsonNode status) throws InterruptedException {
        if (cluster != lastSeen) {
            lastSeen = cluster;
            silentSince = 0;
        }
        JsonNode job = status.path("jobStatus");
        if (cluster == null) {
            return new Facts(
                    Container.ABSENT,
                    Optional.empty(),
                    false,
                    new Rest.TimedOut(),
                    haData.look(),
                    Map.of(),
                    Optional.empty());
        }
        Optional<ErrorText> waiting = cluster.jobManagerWaiting();
        boolean open = waiting.isEmpty() && cluster.isRestPortOpen();
        Container container = open ? Container.PORT_OPEN : waiting.isPresent() ? Container.WAITING : Container.STARTING;
        Rest answer = open ? ask(cluster, job.path("jobId").asText()) : new Rest.Unreachable();
        return new Facts(
                container,
                waiting,
                cluster.jobManagerNeverStarted(),
                orTimedOut(answer),
                haData.look(),
                answer instanceof Rest.Job ? clusterInfo(cluster) : Map.of(),
                savepoint(
                        cluster,
                        job.path("jobId").asText(),
                        job.path("savepointInfo").path("triggerId").asText("")));
    }

    private Rest orTimedOut(Rest answer) {
        if (!(answer instanceof Rest.Unreachable)) {
            silentSince = 0;
            return answer;
        }
        if (silentSince == 0) {
            silentSince = System.nanoTime();
        }
        Duration silence = Duration.ofNanos(System.nanoTime() - silentSince);
        return silence.compareTo(timing.restLimit()) > 0 ? new Rest.TimedOut() : answer;
    }

    private Rest ask(FlinkCluster cluster, String jobId) throws InterruptedException {
        URI server = cluster.restUrl();
        try {
            Optional<JsonNode> found = rest.job(server, jobId);
            if (found.isEmpty()) {
                // Also of one whose program has not submitted its job yet: the operator does not tell the two apart.
                return new Rest.NoJob();
            }
            JsonNode job = found.get();
            JobState state = state(job);
            boolean ended = state == JobState.FAILED || state == JobState.FINISHED || state == JobState.CANCELED;
            Optional<ErrorText> failure =
                    state == JobState.FAILED ? rest.failure(server, jobId).map(ErrorText::job) : Optional.empty();
            return new Rest.Job(
                    state,
                    job.path("name").asText(),
                    job.path("start-time").asLong(),
                    failure,
                    ended ? lastCheckpoint(server, jobId) : Optional.empty());
        } catch (IOException notYet) {
            return new Rest.Unreachable();
        }
    }

    /** A job without checkpointing answers with an error. */
    private Optional<String> lastCheckpoint(URI server, String jobId) throws IOException, InterruptedException {
        try {
            return rest.latestCheckpoint(server, jobId);
        } catch (FlinkRest.AnswerException noCheckpointing) {
            return Optional.empty();
        }
    }

    /** To the operator a job runs only when all of its tasks do. */
    private static JobState state(JsonNode job) {
        JobState state = JobState.valueOf(job.path("state").asText());
        JsonNode tasks = job.path("tasks");
        boolean all = tasks.path("running").asInt() + tasks.path("finished").asInt()
                == tasks.path("total").asInt();
        return state == JobState.RUNNING && !all ? JobState.CREATED : state;
    }

    private Map<String, String> clusterInfo(FlinkCluster cluster) throws InterruptedException {
        Map<String, String> info = new TreeMap<>();
        FlinkSpec spec = cluster.plan().spec();
        double cpus = spec.cpus("jobManager") + spec.taskManagers() * spec.cpus("taskManager");
        info.put("total-cpu", String.valueOf(cpus));
        try {
            JsonNode configuration = rest.dashboardConfiguration(cluster.restUrl());
            info.put("flink-version", configuration.path("flink-version").asText());
            info.put("flink-revision", configuration.path("flink-revision").asText());
        } catch (IOException notNow) {
            return Map.of();
        }
        return info;
    }

    private Optional<Facts.Savepoint> savepoint(FlinkCluster cluster, String jobId, String triggerId)
            throws InterruptedException {
        if (triggerId.isEmpty()) {
            return Optional.empty();
        }
        try {
            FlinkRest.Savepoint savepoint = rest.savepoint(cluster.restUrl(), jobId, triggerId);
            boolean decided =
                    savepoint.location().isPresent() || savepoint.failure().isPresent();
            return decided ? Optional.of(new Facts.Savepoint(savepoint.location())) : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }
}
