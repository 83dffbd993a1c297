package dev.kafkaflink.operator.core.model;

import java.time.Instant;

/**
 * What the job manager itself says of the job, over REST.
 *
 * @param at when it was asked
 * @param jobId Flink's id of the job
 * @param state such as {@code RUNNING} or {@code RESTARTING}
 * @param startTime when the job manager started the job
 * @param restarts how often it restarted since then
 * @param failure the cause of the last failure in one line; empty: none
 * @param failedAt when that was; null: never
 * @param lastCheckpoint when the last checkpoint succeeded; null: none since the job manager started
 */
public record JobFacts(
        Instant at,
        String jobId,
        String state,
        Instant startTime,
        long restarts,
        String failure,
        Instant failedAt,
        Instant lastCheckpoint) {}
