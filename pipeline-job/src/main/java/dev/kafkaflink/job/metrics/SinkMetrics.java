package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a sink counts in one subtask before its records go to Kafka's producer. */
public final class SinkMetrics {
    private final Totals totals;
    private final Counter sent;
    private final Counter bytesSent;
    private final Counter deadLettered;
    private final Counter failed;
    private final LatencyCounters eventTime;
    private final LatencyCounters processing;
    private final LatencyCounters createTime;

    /** Registers the metrics of a sink's operator; its state has the totals. */
    public SinkMetrics(RuntimeContext task, OperatorStateStore state, String sink) throws Exception {
        totals = new Totals(task, state, JobMetrics.SINK, sink);
        MetricGroup group = totals.group();
        sent = totals.counter(JobMetrics.RECORDS_SENT);
        bytesSent = totals.counter(JobMetrics.BYTES_SENT);
        deadLettered = totals.counter(JobMetrics.DEAD_LETTERED);
        failed = totals.counter(JobMetrics.CODEC_FAILURES);
        eventTime = new LatencyCounters(group.addGroup(JobMetrics.EVENT_TIME_LATENCY));
        processing = new LatencyCounters(group.addGroup(JobMetrics.PROCESSING_LATENCY));
        createTime = new LatencyCounters(group.addGroup(JobMetrics.CREATE_TIME_LATENCY));
    }

    /** Counts a row by processing time minus event time, in milliseconds. */
    public void eventTimeLatency(long millis) {
        eventTime.add(millis);
    }

    /** Counts a row by processing time minus the time when Kafka appended the input record, in milliseconds. */
    public void processingLatency(long millis) {
        processing.add(millis);
    }

    /** Counts a row by processing time minus the timestamp that the input record's producer gave it, in milliseconds. */
    public void createTimeLatency(long millis) {
        createTime.add(millis);
    }

    /**
     * Counts a record handed to the writer.
     *
     * @param length of its key and value in bytes
     */
    public void sent(long length) {
        sent.inc();
        bytesSent.inc(length);
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
     * Counts a row that could not be processed.
     *
     * @param defect whether an encoder failed over it
     */
    public void deadLettered(boolean defect) {
        deadLettered.inc();
        if (defect) {
            failed.inc();
        }
    }
}
