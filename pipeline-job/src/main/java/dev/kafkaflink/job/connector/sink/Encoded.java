package dev.kafkaflink.job.connector.sink;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record on its way to Kafka.
 *
 * @param key its key, or null
 * @param value its value, or null
 * @param headers its headers
 * @param timestamp in milliseconds since the epoch; null: Kafka sets it
 */
record Encoded(byte[] key, byte[] value, List<Header> headers, Long timestamp) {
    /** One without headers. */
    Encoded(byte[] key, byte[] value) {
        this(key, value, List.of(), null);
    }

    /** A header of a record. */
    static Header header(String name, byte[] value) {
        return new RecordHeader(name, value);
    }

    /** The length of key and value. */
    long length() {
        return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
    }
}
