package dev.kafkaflink.operator.edge.flink;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import dev.kafkaflink.operator.core.model.Sample;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
            + "\\.(?<stage>(?:" + JobMetrics.SOURCE + "|" + JobMetrics.SINK + ")\\..+?|" + JobMetrics.QUERIES + "|"
            + JobMetrics.DEAD_LETTERS + ")\\.(?<metric>[A-Za-z]+)"
            + "(?:\\.(?<bucket>[0-9]+))?");

    private final Map<String, Long> sums = new HashMap<>();
    private final SortedMap<String, Map<String, Long>> stages = new TreeMap<>();
    private final SortedMap<Integer, Long> eventTime = new TreeMap<>();
    private final SortedMap<Integer, Long> processing = new TreeMap<>();
    private final SortedMap<Integer, Long> createTime = new TreeMap<>();
    private final SortedMap<String, Long> watermarks = new TreeMap<>();
    private Long newest;
    private final SortedMap<String, String> stopped = new TreeMap<>();
    private Long connections;

    /** Whether a sample needs the metric. */
    static boolean isNeeded(String id) {
        if (isFlinks(id) || CONNECTIONS.matcher(id).matches()) {
            return true;
        }
        var match = OURS.matcher(id);
        return match.matches()
                && !match.group("metric").equals(JobMetrics.STOPPED_BECAUSE)
                && (match.group("bucket") != null) == isLatency(match.group("metric"));
    }

    /** What Flink is to make of the values of a metric's subtasks, in its word for it. */
    static String aggregation(String id) {
        if (id.endsWith("." + JobMetrics.WATERMARK)) {
            return "min";
        }
        return id.endsWith("." + JobMetrics.NEWEST_TIMESTAMP) || id.endsWith("." + JobMetrics.TOTALS_BEGUN_IN)
                ? "max"
                : "sum";
    }

    /** The metrics that say as a text why a source has stopped, of those that have. */
    static List<String> stopped(Map<String, Double> values) {
        return values.entrySet().stream()
                .filter(metric -> metric.getKey().endsWith("." + JobMetrics.STOPPED) && metric.getValue() > 0)
                .map(metric -> metric.getKey().substring(0, metric.getKey().length() - JobMetrics.STOPPED.length())
                        + JobMetrics.STOPPED_BECAUSE)
                .toList();
    }

    /** Adds why a source has stopped. */
    void addStopped(String id, String reason) {
        var match = OURS.matcher(id);
        if (match.matches()) {
            stopped.put(source(match.group("stage")), reason);
        }
    }

    /** The sources that have stopped, by name, and why. */
    SortedMap<String, String> stopped() {
        return stopped;
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
        if (metric.equals(JobMetrics.WATERMARK)) {
            watermarks.put(source(match.group("stage")), rounded);
        } else if (metric.equals(JobMetrics.NEWEST_TIMESTAMP)) {
            newest = newest == null ? rounded : Math.max(newest, rounded);
        } else if (metric.equals(JobMetrics.EVENT_TIME_LATENCY)) {
            eventTime.merge(Integer.valueOf(match.group("bucket")), rounded, Long::sum);
        } else if (metric.equals(JobMetrics.PROCESSING_LATENCY)) {
            processing.merge(Integer.valueOf(match.group("bucket")), rounded, Long::sum);
        } else if (metric.equals(JobMetrics.CREATE_TIME_LATENCY)) {
            createTime.merge(Integer.valueOf(match.group("bucket")), rounded, Long::sum);
        } else {
            if (metric.equals(JobMetrics.BYTES_IN) || metric.equals(JobMetrics.BYTES_SENT)) {
                sums.merge(metric, rounded, Long::sum);
                return;
            }
            // A sink counts in two operators, before and behind its writer, with the same mark.
            stages.computeIfAbsent(match.group("stage"), stage -> new HashMap<>())
                    .merge(metric, rounded, metric.equals(JobMetrics.TOTALS_BEGUN_IN) ? Math::max : Long::sum);
        }
    }

    /**
     * The same of a job that has ended: what its tasks said last of their counts is replaced by what they ended with.
     *
     * @param counts by metric; none: the job is of a version that keeps none
     */
    MetricTotals atEnd(Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            stages.clear();
            sums.keySet().retainAll(Set.of(LATE_SUM));
            counts.forEach(this::add);
        }
        return this;
    }

    /** Whether anything was added. */
    boolean isEmpty() {
        return sums.isEmpty()
                && stages.isEmpty()
                && eventTime.isEmpty()
                && processing.isEmpty()
                && createTime.isEmpty()
                && newest == null;
    }

    /** How many connections to Kafka's brokers the job has; null: not known. */
    Long kafkaConnections() {
        return connections;
    }

    Sample sample(Instant at, Sample.Attempt attempt) {
        return new Sample(
                at,
                attempt,
                stages.entrySet().stream()
                        .map(stage -> stage(stage.getKey(), stage.getValue(), attempt))
                        .toList(),
                sums.get(JobMetrics.BYTES_IN),
                sums.get(JobMetrics.BYTES_SENT),
                sums.get(LATE_SUM),
                eventTime,
                processing,
                createTime,
                sums.get(PENDING),
                newest,
                watermarks);
    }

    private static String source(String stage) {
        return stage.substring(JobMetrics.SOURCE.length() + 1);
    }

    private static Stage stage(String name, Map<String, Long> counts, Sample.Attempt attempt) {
        // A job of a version before that mark counts from zero with each attempt.
        Long begunIn = counts.getOrDefault(JobMetrics.TOTALS_BEGUN_IN, (long)
                Objects.hash(attempt.jobId(), attempt.startTime().toEpochMilli(), attempt.restarts()));
        Long deadLettered = counts.get(JobMetrics.DEAD_LETTERED);
        Long failed = counts.get(JobMetrics.CODEC_FAILURES);
        Long lost = counts.get(JobMetrics.RECORDS_LOST);
        if (name.equals(JobMetrics.DEAD_LETTERS)) {
            // They are counted where they come from.
            return new Stage(name, begunIn, null, null, null, deadLettered, failed, lost);
        }
        Long sent = counts.get(JobMetrics.RECORDS_SENT);
        Long acknowledged = counts.get(JobMetrics.RECORDS_ACKNOWLEDGED);
        // What is acknowledged was sent: Flink refreshes its metrics between two questions, too.
        Long atLeast = sent == null || acknowledged == null ? sent : Long.valueOf(Math.max(sent, acknowledged));
        return new Stage(
                name, begunIn, counts.get(JobMetrics.RECORDS_IN), atLeast, acknowledged, deadLettered, failed, lost);
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
