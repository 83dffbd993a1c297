package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the steps of the queries count in one subtask. */
public final class QueryMetrics {
    private final Totals totals;
    private final Counter deadLettered;

    /** Registers the metrics below an operator's group; the operator's state has the totals. */
    public QueryMetrics(MetricGroup operator, OperatorStateStore state, JobID job) throws Exception {
        MetricGroup group = operator.addGroup(JobMetrics.GROUP).addGroup(JobMetrics.QUERIES);
        totals = new Totals(state, group, job);
        deadLettered = totals.counter(group, JobMetrics.DEAD_LETTERED);
    }

    /** Counts a row over which an expression failed. */
    public void deadLettered() {
        deadLettered.inc();
    }

    /** Takes the totals into the checkpoint. */
    public void snapshot() throws Exception {
        totals.snapshot();
    }
}
