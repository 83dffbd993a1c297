package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** What a writer to Kafka counts in one subtask. */
public final class SentMetrics {
    private final Counter sent;
    private final Counter bytes;
    private final Counter acknowledged;

    private SentMetrics(MetricGroup group) {
        sent = group.counter(JobMetrics.RECORDS_SENT);
        bytes = group.counter(JobMetrics.BYTES_SENT);
        acknowledged = group.counter(JobMetrics.RECORDS_ACKNOWLEDGED, new ThreadSafeSimpleCounter());
    }

    /** Registers the metrics of a sink's writer below an operator's group. */
    public static SentMetrics ofSink(MetricGroup operator, String sink) {
        return new SentMetrics(
                operator.addGroup(JobMetrics.GROUP).addGroup(JobMetrics.SINK).addGroup(sink));
    }

    /** Registers the metrics of the dead letters' writer below an operator's group. */
    public static SentMetrics ofDeadLetters(MetricGroup operator) {
        return new SentMetrics(operator.addGroup(JobMetrics.GROUP).addGroup(JobMetrics.DEAD_LETTERS));
    }

    /**
     * Counts a record handed to the producer.
     *
     * @param length of its key and value in bytes
     */
    public void sent(long length) {
        sent.inc();
        bytes.inc(length);
    }

    /** Counts a record that Kafka has acknowledged; called by the producer's thread. */
    public void acknowledged() {
        acknowledged.inc();
    }
}
