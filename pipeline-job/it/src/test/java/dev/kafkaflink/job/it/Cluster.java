package dev.kafkaflink.job.it;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.translate.Translation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this process, and what tests do with it. */
final class Cluster {
    private final InMemoryReporter metrics = InMemoryReporter.create();
    private final MiniCluster flink;

    Cluster() throws Exception {
        Configuration configuration = new Configuration();
        metrics.addToConfiguration(configuration);
        // A free port: others may run clusters on this machine.
        configuration.setString("rest.port", "0");
        flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(8)
                .setConfiguration(configuration)
                .build());
        flink.start();
    }

    JobID run(JobDefinition definition, String savepoint) throws Exception {
        return run(definition, savepoint, Map.of());
    }

    JobID run(JobDefinition definition, String savepoint, Map<String, String> settings) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "300ms");
        configuration.setString("parallelism.default", "2");
        // Every operator must have a UID of ours.
        configuration.setString("pipeline.auto-generate-uids", "false");
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.delay", "100ms");
        configuration.setString("restart-strategy.fixed-delay.attempts", "1000");
        settings.forEach(configuration::setString);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        JobGraph graph = Translation.graph(definition, env, Reading.AS_DEFINED).getJobGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, true));
        }
        return flink.submitJob(graph).get().getJobID();
    }

    JobStatus status(JobID job) throws Exception {
        return flink.getJobStatus(job).get();
    }

    /** What a job that has ended has counted, by metric. */
    Map<String, Object> ended(JobID job) throws Exception {
        return flink.requestJobResult(job)
                .get()
                .toJobExecutionResult(Cluster.class.getClassLoader())
                .getAllAccumulatorResults();
    }

    /** Whether all tasks of a job run, so that a savepoint can be taken. */
    boolean isRunning(JobID job) throws Exception {
        if (status(job) != JobStatus.RUNNING) {
            return false;
        }
        for (var vertex : flink.getExecutionGraph(job).get().getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    /** Whether a checkpoint of it has been completed. */
    boolean hasCheckpoint(JobID job) throws Exception {
        CheckpointStatsSnapshot checkpoints = flink.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
        return checkpoints != null && checkpoints.getCounts().getNumberOfCompletedCheckpoints() > 0;
    }

    /** Stops a job with a savepoint; returns where that lies. */
    String stop(JobID job, Path folder) throws Exception {
        return flink.stopWithSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
    }

    /** Takes a savepoint of a job that goes on. */
    String savepoint(JobID job, Path folder) throws Exception {
        return flink.triggerSavepoint(job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get();
    }

    /** Takes a savepoint and cancels the job: the savepoint's transactions stay open, as if all had been killed then. */
    String savepointAndCancel(JobID job, Path folder) throws Exception {
        return flink.triggerSavepoint(job, folder.toUri().toString(), true, SavepointFormatType.CANONICAL)
                .get();
    }

    void cancel(JobID job) throws Exception {
        flink.cancelJob(job).get();
    }

    /** Ends all jobs that a failed test has left behind. */
    void cancelAll() throws Exception {
        for (JobStatusMessage job : flink.listJobs().get()) {
            if (!job.getJobState().isTerminalState()) {
                cancel(job.getJobId());
            }
        }
    }

    /** Shuts the task manager down, which ends its tasks in good order, and starts another. */
    void replaceTaskManager() throws Exception {
        flink.terminateTaskManager(0).get();
        flink.startTaskManager();
    }

    /** Why a job failed last; empty if it has not. */
    String failure(JobID job) throws Exception {
        ErrorInfo failure = flink.getExecutionGraph(job).get().getFailureInfo();
        return failure == null ? "" : failure.getExceptionAsString();
    }

    /** The sum of a running pipeline's counters whose names begin so, over all subtasks; 0 if there is none. */
    long count(String pipeline, String name) {
        return metrics.getMetricsByGroup().entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .filter(metric -> metric.getValue() instanceof Counter)
                        .filter(metric -> isOf(group.getKey().getMetricIdentifier(metric.getKey()), pipeline, name))
                        .map(metric -> ((Counter) metric.getValue()).getCount()))
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The different values of a running pipeline's gauges of that name. */
    Set<Object> gauges(String pipeline, String name) {
        return metrics.getMetricsByGroup().entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .filter(metric -> metric.getValue() instanceof Gauge)
                        .filter(metric -> metric.getKey().equals(name))
                        .filter(metric -> isOf(group.getKey().getMetricIdentifier(metric.getKey()), pipeline, ""))
                        .map(metric -> (Object) ((Gauge<?>) metric.getValue()).getValue()))
                .collect(Collectors.toSet());
    }

    private static boolean isOf(String identifier, String pipeline, String name) {
        return identifier.contains("." + pipeline + ".") && identifier.contains(".kafkaflink." + name);
    }

    void close() {
        flink.closeAsync().join();
    }
}
