package dev.kafkaflink.job.format;

import org.apache.flink.table.data.RowData;

/**
 * What became of a record's value: a row, or the reason why it is none.
 *
 * @param row the row; null if rejected
 * @param rejection what is wrong with the value, for a person; null if there is a row
 */
public record Decoding(RowData row, String rejection) {
    static Decoding of(RowData row) {
        return new Decoding(row, null);
    }

    /** A value that is no row, and why. */
    public static Decoding rejected(String reason) {
        return new Decoding(null, reason);
    }
}
