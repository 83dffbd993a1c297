package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Counter;

/** What is counted in one subtask behind a sink's committer. */
public final class CommitMetrics {
    private final Totals totals;
    private final Counter acknowledged;
    private final Counter lost;

    /**
     * Registers the metrics of an operator; its state has the totals.
     *
     * @param sink null: the dead letters' output
     */
    public CommitMetrics(RuntimeContext task, OperatorStateStore state, String sink) throws Exception {
        totals = sink == null
                ? new Totals(task, state, JobMetrics.DEAD_LETTERS)
                : new Totals(task, state, JobMetrics.SINK, sink);
        acknowledged = totals.counter(JobMetrics.RECORDS_ACKNOWLEDGED);
        lost = totals.counter(JobMetrics.RECORDS_LOST);
    }

    /** Counts records that Kafka has for good. */
    public void acknowledged(long records) {
        acknowledged.inc(records);
    }

    /** Counts records that Kafka had and threw away. */
    public void lost(long records) {
        lost.inc(records);
    }

    /** Takes the totals into the checkpoint. */
    public void snapshot() throws Exception {
        totals.snapshot();
    }

    /** Keeps the totals of a job that ends. */
    public void close() {
        totals.close();
    }
}
