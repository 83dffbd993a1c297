package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Stage;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The job's metrics at one moment, added up over subtasks. A count that Flink does not have is null, which is not zero.
 * Records and bytes are totals that go on with the job's state; other counts begin at zero with each attempt.
 *
 * @param at when they were read
 * @param attempt the life of the job in which they count
 * @param stages records of each source, each sink and the dead letters' output
 * @param bytesIn bytes read
 * @param bytesSent bytes handed to the sinks, dead letters not among them
 * @param late rows that came behind the watermark of the step that they were for, and were left out there; null where no
 *     step counts them
 * @param eventTimeLatency count by bucket of {@link dev.kafkaflink.crds.jobdef.LatencyBuckets}; empty: none
 * @param processingLatency likewise, since Kafka appended the input record
 * @param createTimeLatency likewise, since the timestamp that its producer gave it
 * @param pendingRecords records in Kafka that are not read yet
 * @param newestTimestamp Kafka's timestamp of the newest record read, in milliseconds since the epoch
 * @param watermarks of each source with event time, as {@link dev.kafkaflink.crds.jobdef.JobMetrics#WATERMARK} says
 */
public record Sample(
        Instant at,
        Attempt attempt,
        List<Stage> stages,
        Long bytesIn,
        Long bytesSent,
        Long late,
        SortedMap<Integer, Long> eventTimeLatency,
        SortedMap<Integer, Long> processingLatency,
        SortedMap<Integer, Long> createTimeLatency,
        Long pendingRecords,
        Long newestTimestamp,
        SortedMap<String, Long> watermarks) {

    public Sample {
        stages = List.copyOf(stages);
        eventTimeLatency = Collections.unmodifiableSortedMap(new TreeMap<>(eventTimeLatency));
        processingLatency = Collections.unmodifiableSortedMap(new TreeMap<>(processingLatency));
        createTimeLatency = Collections.unmodifiableSortedMap(new TreeMap<>(createTimeLatency));
        watermarks = watermarks == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(watermarks));
    }

    /** Records read. */
    public Long recordsIn() {
        return sum(Stage::read);
    }

    /** Records handed to the sinks, dead letters not among them. */
    public Long recordsSent() {
        return sum(Stage::sent);
    }

    /** How many of these Kafka has for good. */
    public Long recordsAcknowledged() {
        return sum(Stage::acknowledged);
    }

    /** Records that could not be processed, at sources and sinks. */
    public Long deadLettered() {
        return sum(Stage::deadLettered);
    }

    private Long sum(Function<Stage, Long> count) {
        Long sum = null;
        for (Stage stage : stages) {
            Long value = count.apply(stage);
            if (value != null) {
                sum = sum == null ? value : Long.valueOf(sum + value);
            }
        }
        return sum;
    }

    /**
     * A life of a job: it begins with each restart.
     *
     * @param jobId Flink's id of the job
     * @param startTime when the job manager started it
     * @param restarts how often it restarted since then
     */
    public record Attempt(String jobId, Instant startTime, long restarts) {}
}
