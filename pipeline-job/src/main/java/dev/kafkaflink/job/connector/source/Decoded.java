package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.deadletter.DeadLetter;
import org.apache.flink.table.data.RowData;

/**
 * What of a record from Kafka goes through the source: a row of it, or the record itself if it could not be decoded, or neither
 * if it is no row at all.
 *
 * @param row a row; or null
 * @param deadLetter the record itself, if it could not be decoded; otherwise null
 * @param failed whether the decoder threw something over it
 * @param bytes the length of its key and value; {@link #FURTHER} for the second row of a record and those after it, with
 *     which the record was counted already
 */
record Decoded(RowData row, DeadLetter deadLetter, boolean failed, int bytes) {
    /** In place of the length of a record that is more than one row. */
    static final int FURTHER = -1;

    static Decoded of(RowData row, int bytes) {
        return new Decoded(row, null, false, bytes);
    }

    /** A record that is no row. */
    static Decoded nothing(int bytes) {
        return new Decoded(null, null, false, bytes);
    }

    static Decoded rejected(DeadLetter letter, boolean failed, int bytes) {
        return new Decoded(null, letter, failed, bytes);
    }
}
