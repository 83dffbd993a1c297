package dev.kafkaflink.operator.edge.flink;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.operator.core.model.Sample;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Adds the metrics of a job's vertices up to a sample. Which metric an id such as
 * {@code Source__flights.kafkaflink.source.flights.recordsIn} stands for is told by its end, since operators and tables
 * carry any name.
 */
final class MetricTotals {
    /** Flink's own: records in Kafka that a source has not read. */
    private static final String PENDING = "pendingRecords";

    /** Flink's own: rows that a step left out because they came behind the watermark; joins count them by side. */
    private static final Pattern LATE = Pattern.compile(".*\\.(?:n|leftN|rightN)umLateRecordsDropped");

    /** Kafka's own, of each client of a source or sink. */
    private static final Pattern CONNECTIONS = Pattern.compile(".*\\.Kafka(?:Consumer|Producer)\\.connection-count");

    private static final String LATE_SUM = "late";

    private static final Pattern OURS = Pattern.compile("(?:.*\\.)?" + JobMetrics.GROUP
            + "\\.(?<stage>" + JobMetrics.SOURCE + "|" + JobMetrics.SINK + ")\\.(?<name>.+?)\\.(?<metric>[A-Za-z]+)"
            + "(?:\\.(?<bucket>[0-9]+))?");

    private final Map<String, Long> sums = new HashMap<>();
    private final SortedMap<Integer, Long> eventTime = new TreeMap<>();
    private final SortedMap<Integer, Long> processing = new TreeMap<>();
    private final SortedMap<Integer, Long> createTime = new TreeMap<>();
    private Long newest;
    private Long connections;

    /** Whether a sample needs the metric; {@code newestTimestamp} is then asked for as a maximum, others as a sum. */
    static boolean isNeeded(String id) {
        if (isFlinks(id) || CONNECTIONS.matcher(id).matches()) {
            return true;
        }
        var match = OURS.matcher(id);
        return match.matches() && (match.group("bucket") != null) == isLatency(match.group("metric"));
    }

    /** Whether subtasks are told apart by the greatest value instead of the sum. */
    static boolean isMaximum(String id) {
        return id.endsWith("." + JobMetrics.NEWEST_TIMESTAMP);
    }

    /** Adds a vertex's value of a needed metric. */
    void add(String id, double value) {
        long rounded = Math.round(value);
        if (CONNECTIONS.matcher(id).matches()) {
            connections = connections == null ? rounded : connections + rounded;
            return;
        }
        if (isFlinks(id)) {
            sums.merge(id.endsWith("." + PENDING) ? PENDING : LATE_SUM, rounded, Long::sum);
            return;
        }
        var match = OURS.matcher(id);
        if (!match.matches()) {
            throw new IllegalArgumentException("'%s' is none of the metrics of a sample".formatted(id));
        }
        String metric = match.group("metric");
        if (metric.equals(JobMetrics.NEWEST_TIMESTAMP)) {
            newest = newest == null ? rounded : Math.max(newest, rounded);
        } else if (metric.equals(JobMetrics.EVENT_TIME_LATENCY)) {
            eventTime.merge(Integer.valueOf(match.group("bucket")), rounded, Long::sum);
        } else if (metric.equals(JobMetrics.PROCESSING_LATENCY)) {
            processing.merge(Integer.valueOf(match.group("bucket")), rounded, Long::sum);
        } else if (metric.equals(JobMetrics.CREATE_TIME_LATENCY)) {
            createTime.merge(Integer.valueOf(match.group("bucket")), rounded, Long::sum);
        } else {
            sums.merge(metric, rounded, Long::sum);
        }
    }

    /** Whether anything was added. */
    boolean isEmpty() {
        return sums.isEmpty() && eventTime.isEmpty() && processing.isEmpty() && createTime.isEmpty() && newest == null;
    }

    /** How many connections to Kafka's brokers the job has; null: not known. */
    Long kafkaConnections() {
        return connections;
    }

    Sample sample(Instant at, Sample.Attempt attempt) {
        return new Sample(
                at,
                attempt,
                sums.get(JobMetrics.RECORDS_IN),
                sums.get(JobMetrics.BYTES_IN),
                sums.get(JobMetrics.RECORDS_SENT),
                sums.get(JobMetrics.BYTES_SENT),
                sums.get(JobMetrics.RECORDS_ACKNOWLEDGED),
                sums.get(JobMetrics.DEAD_LETTERED),
                sums.get(LATE_SUM),
                eventTime,
                processing,
                createTime,
                sums.get(PENDING),
                newest);
    }

    private static boolean isFlinks(String id) {
        return id.endsWith("." + PENDING) || LATE.matcher(id).matches();
    }

    private static boolean isLatency(String metric) {
        return metric.equals(JobMetrics.EVENT_TIME_LATENCY)
                || metric.equals(JobMetrics.PROCESSING_LATENCY)
                || metric.equals(JobMetrics.CREATE_TIME_LATENCY);
    }
}
