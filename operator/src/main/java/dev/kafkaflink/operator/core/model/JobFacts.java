package dev.kafkaflink.operator.core.model;

import java.time.Instant;
import java.util.List;

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
 */
public record JobFacts(
        Instant at,
        String jobId,
        String state,
        Instant startTime,
        long restarts,
        List<Failure> failures,
        Instant lastCheckpoint) {

    public JobFacts {
        failures = List.copyOf(failures);
    }

    /**
     * A failure that made the job restart.
     *
     * @param at when
     * @param cause its root cause in one line
     */
    public record Failure(Instant at, String cause) {}
}
