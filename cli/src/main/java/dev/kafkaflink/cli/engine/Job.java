package dev.kafkaflink.cli.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.SerializedThrowable;

/** A job on the cluster of this JVM. */
public final class Job {
    private final MiniCluster cluster;
    private final JobID id;
    private final CompletableFuture<JobResult> result;

    Job(MiniCluster cluster, JobID id) {
        this.cluster = cluster;
        this.id = id;
        this.result = cluster.requestJobResult(id);
    }

    /** Waits until the job has ended. False: it has not, in that time. Throws JobFailedException if it fails. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        try {
            Optional<SerializedThrowable> failure =
                    result.get(limit.toMillis(), TimeUnit.MILLISECONDS).getSerializedThrowable();
            if (failure.isPresent()) {
                throw new JobFailedException(failure.get());
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Flink does not tell how the job ended: " + e.getCause(), e.getCause());
        }
    }

    /** Ends the job without a result, and returns when it has ended. */
    public void cancel() throws InterruptedException {
        try {
            cluster.cancelJob(id).get();
            result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Flink does not end the job: " + e.getCause(), e.getCause());
        }
    }

    /** What has not ended: {@code NAME (STATE)} of each part of the job. */
    public List<String> unfinished() throws InterruptedException {
        try {
            AccessExecutionGraph graph = cluster.getExecutionGraph(id).get();
            return StreamSupport.stream(graph.getVerticesTopologically().spliterator(), false)
                    .filter(part -> !part.getAggregateState().isTerminal())
                    .map(Job::text)
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Flink does not tell of the job: " + e.getCause(), e.getCause());
        }
    }

    private static String text(AccessExecutionJobVertex part) {
        return "%s (%s)".formatted(part.getName(), part.getAggregateState());
    }
}
