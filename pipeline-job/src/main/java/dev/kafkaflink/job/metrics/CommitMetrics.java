package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What is counted in one subtask behind a sink's committer. */
public final class CommitMetrics {
    private final Totals totals;
    private final Counter acknowledged;
    private final Counter lost;

    /**
     * Registers the metrics below an operator's group; the operator's state has the totals.
     *
     * @param sink null: the dead letters' output
     */
    public CommitMetrics(MetricGroup operator, String sink, OperatorStateStore state, JobID job) throws Exception {
        MetricGroup ours = operator.addGroup(JobMetrics.GROUP);
        MetricGroup group = sink == null
                ? ours.addGroup(JobMetrics.DEAD_LETTERS)
                : ours.addGroup(JobMetrics.SINK).addGroup(sink);
        totals = new Totals(state, group, job);
        acknowledged = totals.counter(group, JobMetrics.RECORDS_ACKNOWLEDGED);
        lost = totals.counter(group, JobMetrics.RECORDS_LOST);
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
}
