package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Counter;

/** What the steps of the queries count in one subtask. */
public final class QueryMetrics {
    private final Totals totals;
    private final Counter deadLettered;

    /** Registers the metrics of an operator; its state has the totals. */
    public QueryMetrics(RuntimeContext task, OperatorStateStore state) throws Exception {
        totals = new Totals(task, state, JobMetrics.QUERIES);
        deadLettered = totals.counter(JobMetrics.DEAD_LETTERED);
    }

    /** Counts a row over which an expression failed. */
    public void deadLettered() {
        deadLettered.inc();
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
