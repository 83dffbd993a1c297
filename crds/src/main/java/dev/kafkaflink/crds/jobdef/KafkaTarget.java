package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kafkaflink.crds.table.Format;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A topic that a sink writes.
 *
 * @param topic the topic
 * @param key the query's columns that make up the record's key; empty: no key
 * @param format how a row becomes the record's value
 * @param keyFormat how the key's columns become its key; absent: as the value
 * @param headers for names of headers the columns that become them
 * @param timestamp the column that becomes the record's timestamp; absent: Kafka sets it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KafkaTarget(
        String topic,
        @JsonInclude List<String> key,
        Format format,
        Format keyFormat,
        Map<String, String> headers,
        String timestamp) {

    public KafkaTarget {
        key = key == null ? List.of() : List.copyOf(key);
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** One whose records have no headers. */
    public KafkaTarget(String topic, List<String> key, Format format) {
        this(topic, key, format, null, null, null);
    }

    /** The same in another topic. */
    public KafkaTarget at(String otherTopic) {
        return new KafkaTarget(otherTopic, key, format, keyFormat, headers, timestamp);
    }

    /** How the key's columns become the record's key. */
    public Format formatOfKey() {
        return keyFormat == null ? format : keyFormat;
    }

    /** The columns that become headers or the timestamp, and so are no part of the value. */
    public Set<String> besideTheValue() {
        Set<String> columns = new TreeSet<>(headers.values());
        if (timestamp != null) {
            columns.add(timestamp);
        }
        return columns;
    }
}
