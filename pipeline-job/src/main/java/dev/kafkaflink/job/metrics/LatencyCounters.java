package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.LatencyBuckets;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts latencies in the buckets of {@link LatencyBuckets}; a bucket's counter appears with its first latency. */
final class LatencyCounters {
    private final MetricGroup group;
    private final Counter[] counters = new Counter[LatencyBuckets.LAST + 1];

    LatencyCounters(MetricGroup group) {
        this.group = group;
    }

    void add(long millis) {
        int bucket = LatencyBuckets.indexOf(millis);
        Counter counter = counters[bucket];
        if (counter == null) {
            counter = group.counter(Integer.toString(bucket));
            counters[bucket] = counter;
        }
        counter.inc();
    }
}
