package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Kafka topic read as a table.
 *
 * @param name the table's name in queries
 * @param topic the topic
 * @param format how a record's value becomes a row
 * @param columns the columns that do not come from the key, in their order
 * @param eventTime the column that carries event time; without it the event time is Kafka's timestamp and the query has
 *     no time attribute
 * @param startFrom where a job without state begins
 * @param key the columns that come from the records' keys; absent: none
 * @param primaryKey the names of the columns by which a record replaces an earlier one, and one without a value deletes it;
 *     empty: each record is new
 * @param deadLetterPolicy what is done with its records that cannot be decoded; absent: what the pipeline does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        String name,
        String topic,
        Format format,
        List<Column> columns,
        EventTime eventTime,
        StartFrom startFrom,
        Key key,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> primaryKey,
        DeadLetters.Policy deadLetterPolicy) {

    public Source {
        columns = columns == null ? List.of() : List.copyOf(columns);
        primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
    }

    /** One whose columns all come from the value, and whose rows are all new. */
    public Source(
            String name, String topic, Format format, List<Column> columns, EventTime eventTime, StartFrom startFrom) {
        this(name, topic, format, columns, eventTime, startFrom, null, null, null);
    }

    /** The same of another topic, from another beginning. */
    public Source at(String otherTopic, StartFrom from) {
        return new Source(name, otherTopic, format, columns, eventTime, from, key, primaryKey, deadLetterPolicy);
    }

    /** All columns of the table, in its order: those of the key come first. */
    public List<Column> tableColumns() {
        return key == null
                ? columns
                : Stream.concat(key.columns().stream(), columns.stream()).toList();
    }
}
