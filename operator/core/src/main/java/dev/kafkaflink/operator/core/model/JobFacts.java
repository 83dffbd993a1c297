package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.crds.jobdef.StateFolder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the job manager itself says of the job, over REST.
 *
 * @param at when it was asked
 * @param jobId Flink's id of the job
 * @param state such as {@code RUNNING} or {@code RESTARTING}
 * @param startTime when the job manager started the job
 * @param restarts how often it restarted since then
 * @param failures its last failures, newest first, as many as Flink keeps
 * @param lastCheckpoint when the last checkpoint succeeded; null: none since the job manager started
 * @param checkpoint where that checkpoint lies; empty: nowhere, or there is none
 * @param revision of the job; empty: it does not say
 * @param pendingTasks how many of its tasks do not run, or not yet
 * @param kafkaConnections how many connections its sources and sinks have to Kafka's brokers; null: not known
 * @param silentSince since when the job manager has not answered any more; null: it answers
 * @param stopped the sources that take no more records, by name, and why
 */
public record JobFacts(
        Instant at,
        String jobId,
        String state,
        Instant startTime,
        long restarts,
        List<Failure> failures,
        Instant lastCheckpoint,
        String checkpoint,
        String revision,
        int pendingTasks,
        Long kafkaConnections,
        Instant silentSince,
        SortedMap<String, String> stopped) {

    /** One of whose sources none has stopped. */
    public JobFacts(
            Instant at,
            String jobId,
            String state,
            Instant startTime,
            long restarts,
            List<Failure> failures,
            Instant lastCheckpoint,
            String checkpoint,
            String revision,
            int pendingTasks,
            Long kafkaConnections,
            Instant silentSince) {
        this(
                at,
                jobId,
                state,
                startTime,
                restarts,
                failures,
                lastCheckpoint,
                checkpoint,
                revision,
                pendingTasks,
                kafkaConnections,
                silentSince,
                null);
    }

    public JobFacts {
        failures = List.copyOf(failures);
        checkpoint = checkpoint == null ? "" : checkpoint;
        revision = revision == null ? "" : revision;
        stopped = stopped == null ? new TreeMap<>() : Collections.unmodifiableSortedMap(new TreeMap<>(stopped));
    }

    /** The same, of a job manager that has not answered since. */
    public JobFacts silent(Instant since) {
        return new JobFacts(
                at,
                jobId,
                state,
                startTime,
                restarts,
                failures,
                lastCheckpoint,
                checkpoint,
                revision,
                pendingTasks,
                kafkaConnections,
                since,
                stopped);
    }

    /** Whether all of the job runs. */
    public boolean runs() {
        return state.equals("RUNNING") && pendingTasks == 0;
    }

    /** The folder in which its state outlives it; empty: it has kept none yet. */
    public Optional<String> stateFolder() {
        return StateFolder.of(checkpoint);
    }

    /**
     * A failure that made the job restart.
     *
     * @param at when
     * @param cause its root cause in one line
     */
    public record Failure(Instant at, String cause) {}
}
