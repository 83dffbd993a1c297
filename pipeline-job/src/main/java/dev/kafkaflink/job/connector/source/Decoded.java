package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.deadletter.DeadLetter;
import org.apache.flink.table.data.RowData;

/**
 * A record read from Kafka.
 *
 * @param row its row; null if it could not be decoded
 * @param deadLetter the record itself, if it could not be decoded; otherwise null
 * @param failed whether the decoder threw something over it
 * @param bytes the length of its key and value
 */
record Decoded(RowData row, DeadLetter deadLetter, boolean failed, int bytes) {
    static Decoded of(RowData row, int bytes) {
        return new Decoded(row, null, false, bytes);
    }
}
