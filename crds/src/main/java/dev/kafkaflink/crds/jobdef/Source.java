package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A Kafka topic read as a table.
 *
 * @param name the table's name in queries
 * @param topic the topic
 * @param format how a record's value becomes a row
 * @param columns the table's columns, in their order
 * @param eventTime the column that carries event time; without it the event time is Kafka's timestamp and the query has
 *     no time attribute
 * @param startFrom where a job without state begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        String name, String topic, Format format, List<Column> columns, EventTime eventTime, StartFrom startFrom) {

    public Source {
        columns = columns == null ? List.of() : List.copyOf(columns);
    }
}
