package dev.kafkaflink.job.connector;

import dev.kafkaflink.job.metrics.SentMetrics;
import java.io.Serializable;
import org.apache.flink.metrics.MetricGroup;

/** What there is to count of the records that a {@link CountingSink} writes. */
public interface SentRecords<T> extends Serializable {
    /** Registers the counters below the writer's group. */
    SentMetrics register(MetricGroup operator);

    /** The length of a record's key and value in bytes. */
    long length(T record);
}
