package dev.kafkaflink.operator.edge.flink;

import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Sample;

/**
 * What a job manager answered in one round.
 *
 * @param job the job
 * @param sample its metrics; null: the job has none yet, as before its first task runs
 */
record Reading(JobFacts job, Sample sample) {}
