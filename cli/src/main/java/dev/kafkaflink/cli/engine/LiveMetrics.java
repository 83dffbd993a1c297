package dev.kafkaflink.cli.engine;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.crds.jobdef.LatencyBuckets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** The figures of the jobs in this JVM, as they are at the moment. Counts stay when a job has ended. Thread-safe. */
public final class LiveMetrics implements MetricReporter {
    private static final LiveMetrics OF_THIS_PROCESS = new LiveMetrics();
    /** Kafka's own: records that are there and not read yet. */
    private static final String LAG = "pendingRecords";

    private final List<Named> counters = new CopyOnWriteArrayList<>();
    private final List<Named> lags = new CopyOnWriteArrayList<>();

    private record Named(String group, String name, Metric metric) {}

    private LiveMetrics() {}

    static LiveMetrics ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /** How Flink finds it. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return OF_THIS_PROCESS;
        }
    }

    public long recordsIn() {
        return sum(JobMetrics.RECORDS_IN);
    }

    /** Records handed to Kafka, dead letters not among them. */
    public long recordsOut() {
        return sum(JobMetrics.RECORDS_SENT);
    }

    public long deadLettered() {
        return sum(JobMetrics.DEAD_LETTERED);
    }

    /** Records that are not read yet. */
    public long lag() {
        return lags.stream()
                .mapToLong(each -> ((Number) ((Gauge<?>) each.metric()).getValue()).longValue())
                .sum();
    }

    /** So much of all rows were within how many milliseconds of their event time; empty: no row has one. */
    public OptionalDouble eventTimeLatency(double quantile) {
        SortedMap<Integer, Long> buckets = new TreeMap<>();
        counters.stream()
                .filter(each -> each.group().equals(JobMetrics.EVENT_TIME_LATENCY))
                .forEach(each -> buckets.merge(Integer.valueOf(each.name()), count(each), Long::sum));
        boolean none = buckets.values().stream().allMatch(count -> count == 0);
        return none ? OptionalDouble.empty() : OptionalDouble.of(LatencyBuckets.quantile(buckets, quantile));
    }

    private long sum(String name) {
        return counters.stream()
                .filter(each -> each.name().equals(name))
                .mapToLong(LiveMetrics::count)
                .sum();
    }

    private static long count(Named counter) {
        return ((Counter) counter.metric()).getCount();
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String[] scope = group.getScopeComponents();
        if (metric instanceof Counter && List.of(scope).contains(JobMetrics.GROUP)) {
            counters.add(new Named(scope[scope.length - 1], name, metric));
        } else if (metric instanceof Gauge && name.equals(LAG)) {
            lags.add(new Named("", name, metric));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        lags.removeIf(each -> each.metric() == metric);
    }
}
