package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A query and where its rows go.
 *
 * @param name unique among sinks; part of its operators' UIDs, metric names and transactional ids
 * @param query a SELECT; the output's columns are the query's
 * @param eventTime the query's column from which the event-time latency is measured; absent: the query's time attribute,
 *     if it has one
 * @param kafka the topic to write
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sink(String name, String query, String eventTime, KafkaTarget kafka) {}
