package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.crds.table.Subscription;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records of Kafka read as a table. They come from one topic, several, or all that match a pattern.
 *
 * @param name the table's name in queries
 * @param topic the only topic; absent: one of the next two says which
 * @param topics the topics, by name; empty: one of the others says which
 * @param topicPattern a regular expression that matches the whole name of each topic; absent: they are named
 * @param format how a record's value becomes a row
 * @param columns the columns that do not come from the key, in their order
 * @param eventTime the column that carries event time; without it the event time is Kafka's timestamp and the query has
 *     no time attribute
 * @param startFrom where a job without state begins, and one with state reads a topic that is new to it
 * @param until where it ends; absent: never
 * @param key the columns that come from the records' keys; absent: none
 * @param primaryKey the names of the columns by which a record replaces an earlier one, and one without a value deletes it;
 *     empty: each record is new
 * @param deadLetterPolicy what is done with its records that cannot be decoded; absent: what the pipeline does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        String name,
        String topic,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> topics,
        String topicPattern,
        Format format,
        List<Column> columns,
        EventTime eventTime,
        StartFrom startFrom,
        Until until,
        Key key,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> primaryKey,
        DeadLetters.Policy deadLetterPolicy) {

    public Source {
        topics = topics == null ? List.of() : List.copyOf(topics);
        columns = columns == null ? List.of() : List.copyOf(columns);
        primaryKey = primaryKey == null ? List.of() : List.copyOf(primaryKey);
    }

    /** One topic, which has no end. */
    public Source(
            String name,
            String topic,
            Format format,
            List<Column> columns,
            EventTime eventTime,
            StartFrom startFrom,
            Key key,
            List<String> primaryKey,
            DeadLetters.Policy deadLetterPolicy) {
        this(name, topic, null, null, format, columns, eventTime, startFrom, null, key, primaryKey, deadLetterPolicy);
    }

    /** One topic, whose columns all come from the value, and whose rows are all new. */
    public Source(
            String name, String topic, Format format, List<Column> columns, EventTime eventTime, StartFrom startFrom) {
        this(name, topic, format, columns, eventTime, startFrom, null, null, null);
    }

    /** The topics that it reads. */
    public Subscription subscription() {
        return Subscription.of(topic, topics, topicPattern);
    }

    /** The same of other topics, from another beginning, without an end. */
    public Source at(Subscription others, StartFrom from) {
        boolean one = others.topics().size() == 1;
        return new Source(
                name,
                one ? others.topics().get(0) : null,
                one ? List.of() : others.topics(),
                others.pattern(),
                format,
                columns,
                eventTime,
                from,
                null,
                key,
                primaryKey,
                deadLetterPolicy);
    }

    /** The same in other formats. */
    public Source in(Format ofValue, Key ofKey) {
        return new Source(
                name,
                topic,
                topics,
                topicPattern,
                ofValue,
                columns,
                eventTime,
                startFrom,
                until,
                ofKey,
                primaryKey,
                deadLetterPolicy);
    }

    /** All columns of the table, in its order: those of the key come first. */
    public List<Column> tableColumns() {
        return key == null
                ? columns
                : Stream.concat(key.columns().stream(), columns.stream()).toList();
    }
}
