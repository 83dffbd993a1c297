package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a source counts in one subtask. */
public final class SourceMetrics {
    private final MetricGroup group;
    private final Counter recordsIn;
    private final Counter bytesIn;
    private final Counter deadLettered;
    private long newestTimestamp = Long.MIN_VALUE;

    /** Registers the metrics of a source below an operator's group. */
    public SourceMetrics(MetricGroup operator, String source) {
        group = operator.addGroup(JobMetrics.GROUP).addGroup(JobMetrics.SOURCE).addGroup(source);
        recordsIn = group.counter(JobMetrics.RECORDS_IN);
        bytesIn = group.counter(JobMetrics.BYTES_IN);
        deadLettered = group.counter(JobMetrics.DEAD_LETTERED);
    }

    /**
     * Counts a record.
     *
     * @param bytes length of its key and value
     * @param timestamp Kafka's timestamp of it, in milliseconds since the epoch
     */
    public void read(long bytes, long timestamp) {
        recordsIn.inc();
        bytesIn.inc(bytes);
        if (timestamp > newestTimestamp) {
            if (newestTimestamp == Long.MIN_VALUE) {
                newestTimestamp = timestamp;
                // Registered with the first record: a gauge without a value would have to lie.
                group.gauge(JobMetrics.NEWEST_TIMESTAMP, () -> newestTimestamp);
            }
            newestTimestamp = timestamp;
        }
    }

    /** Counts a record that could not be processed. */
    public void deadLettered() {
        deadLettered.inc();
    }
}
