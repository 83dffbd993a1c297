package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What a source counts in one subtask. */
public final class SourceMetrics {
    private final MetricGroup group;
    private final Totals totals;
    private final Counter recordsIn;
    private final Counter bytesIn;
    private final Counter deadLettered;
    private final Counter failed;
    private long newestTimestamp = Long.MIN_VALUE;

    /** Registers the metrics of a source's operator; its state has the totals. */
    public SourceMetrics(RuntimeContext task, OperatorStateStore state, String source) throws Exception {
        totals = new Totals(task, state, JobMetrics.SOURCE, source);
        group = totals.group();
        recordsIn = totals.counter(JobMetrics.RECORDS_IN);
        bytesIn = totals.counter(JobMetrics.BYTES_IN);
        deadLettered = totals.counter(JobMetrics.DEAD_LETTERED);
        failed = totals.counter(JobMetrics.CODEC_FAILURES);
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

    /**
     * Tells whether the source has stopped, and why.
     *
     * @param closedBecause gives null while it has not
     */
    public void stopping(Supplier<String> closedBecause) {
        group.gauge(JobMetrics.STOPPED, () -> closedBecause.get() == null ? 0 : 1);
        group.gauge(JobMetrics.STOPPED_BECAUSE, () -> closedBecause.get() == null ? "" : closedBecause.get());
    }

    /**
     * Tells of a source's watermark.
     *
     * @param operator the metrics of the operator that sees it
     * @param watermark as {@link JobMetrics#WATERMARK} says
     */
    public static void watermark(MetricGroup operator, String source, Gauge<Long> watermark) {
        operator.addGroup(JobMetrics.GROUP)
                .addGroup(JobMetrics.SOURCE)
                .addGroup(source)
                .gauge(JobMetrics.WATERMARK, watermark);
    }

    /** Takes the totals into the checkpoint. */
    public void snapshot() throws Exception {
        totals.snapshot();
    }

    /** Keeps the totals of a job that ends. */
    public void close() {
        totals.close();
    }

    /**
     * Counts a record that could not be processed.
     *
     * @param defect whether the decoder failed over it
     */
    public void deadLettered(boolean defect) {
        deadLettered.inc();
        if (defect) {
            failed.inc();
        }
    }
}
