package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A query and where its rows go.
 *
 * @param name unique among sinks; part of its operators' UIDs, metric names and transactional ids
 * @param query a SELECT; the output's columns are the query's
 * @param eventTime the query's column from which the event-time latency is measured; absent: the query's time attribute,
 *     if it has one
 * @param kafka the topic to write
 * @param primaryKey the columns by which a row replaces an earlier one; empty: rows are appended
 * @param stateTtlMillis how long the query keeps what does not change; absent: as the definition's table options say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sink(
        String name,
        String query,
        String eventTime,
        KafkaTarget kafka,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> primaryKey,
        Long stateTtlMillis) {

    public Sink {
        primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
    }

    /**
     * Whether a record of the topic replaces the one before it of the same key, or deletes it if it has no value. A format that
     * tells of changes itself has a record for each of them instead.
     */
    public boolean upserts() {
        return !primaryKey.isEmpty() && !kafka.format().type().tellsOfChanges();
    }

    /** The same in another topic. */
    public Sink at(String topic) {
        return to(kafka.at(topic));
    }

    /** The same to another target. */
    public Sink to(KafkaTarget target) {
        return new Sink(name, query, eventTime, target, primaryKey, stateTtlMillis);
    }

    /** One whose query keeps what does not change as long as the others. */
    public Sink(String name, String query, String eventTime, KafkaTarget kafka, List<String> primaryKey) {
        this(name, query, eventTime, kafka, primaryKey, null);
    }

    /** One to which rows are appended. */
    public Sink(String name, String query, String eventTime, KafkaTarget kafka) {
        this(name, query, eventTime, kafka, null);
    }
}
