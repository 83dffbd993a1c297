package dev.kafkaflink.operator.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The job's metrics at one moment, added up over subtasks, sources and sinks. A count that Flink does not have is null,
 * which is not zero.
 *
 * @param at when they were read
 * @param attempt the life of the job in which they count; they begin at zero with each
 * @param recordsIn records read
 * @param bytesIn bytes read
 * @param recordsSent records handed to the sinks, dead letters not among them
 * @param bytesSent bytes of these
 * @param recordsAcknowledged how many of these are acknowledged
 * @param deadLettered records that could not be processed, at sources and sinks
 * @param late rows that came behind the watermark of the step that they were for, and were left out there; null where no
 *     step counts them
 * @param eventTimeLatency count by bucket of {@link dev.kafkaflink.crds.jobdef.LatencyBuckets}; empty: none
 * @param processingLatency likewise, since Kafka appended the input record
 * @param createTimeLatency likewise, since the timestamp that its producer gave it
 * @param pendingRecords records in Kafka that are not read yet
 * @param newestTimestamp Kafka's timestamp of the newest record read, in milliseconds since the epoch
 */
public record Sample(
        Instant at,
        Attempt attempt,
        Long recordsIn,
        Long bytesIn,
        Long recordsSent,
        Long bytesSent,
        Long recordsAcknowledged,
        Long deadLettered,
        Long late,
        SortedMap<Integer, Long> eventTimeLatency,
        SortedMap<Integer, Long> processingLatency,
        SortedMap<Integer, Long> createTimeLatency,
        Long pendingRecords,
        Long newestTimestamp) {

    public Sample {
        eventTimeLatency = Collections.unmodifiableSortedMap(new TreeMap<>(eventTimeLatency));
        processingLatency = Collections.unmodifiableSortedMap(new TreeMap<>(processingLatency));
        createTimeLatency = Collections.unmodifiableSortedMap(new TreeMap<>(createTimeLatency));
    }

    /**
     * A life of a job: its counters begin at zero with each restart.
     *
     * @param jobId Flink's id of the job
     * @param startTime when the job manager started it
     * @param restarts how often it restarted since then
     */
    public record Attempt(String jobId, Instant startTime, long restarts) {}
}
