package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What a sink counts in one subtask before its records go to Kafka's producer. */
public final class SinkMetrics {
    private final Counter deadLettered;
    private final LatencyCounters eventTime;
    private final LatencyCounters processing;
    private final LatencyCounters createTime;

    /** Registers the metrics of a sink below an operator's group. */
    public SinkMetrics(MetricGroup operator, String sink) {
        MetricGroup group =
                operator.addGroup(JobMetrics.GROUP).addGroup(JobMetrics.SINK).addGroup(sink);
        deadLettered = group.counter(JobMetrics.DEAD_LETTERED);
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

    /** Counts a row that could not be processed. */
    public void deadLettered() {
        deadLettered.inc();
    }
}
