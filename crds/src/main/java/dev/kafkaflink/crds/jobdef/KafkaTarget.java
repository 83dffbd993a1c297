package dev.kafkaflink.crds.jobdef;

import java.util.List;

/**
 * A topic that a sink writes.
 *
 * @param topic the topic
 * @param key the query's columns that make up the record's key, in the format of the value; empty: no key
 * @param format how a row becomes the record's value
 */
public record KafkaTarget(String topic, List<String> key, Format format) {

    public KafkaTarget {
        key = key == null ? List.of() : List.copyOf(key);
    }
}
