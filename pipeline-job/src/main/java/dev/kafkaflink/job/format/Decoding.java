package dev.kafkaflink.job.format;

import org.apache.flink.table.data.RowData;

/**
 * What became of a record's value: a row, or the reason why it is none.
 *
 * @param row the row; null if rejected
 * @param rejection what is wrong with the value, for a person; null if there is a row
 * @param failed whether the decoder threw something over it, which is a defect of the decoder
 */
public record Decoding(RowData row, String rejection, boolean failed) {
    public static Decoding of(RowData row) {
        return new Decoding(row, null, false);
    }

    /** A value that is no row, and why. */
    public static Decoding rejected(String reason) {
        return new Decoding(null, reason, false);
    }

    /** A value over which the decoder threw something. */
    public static Decoding failed(Throwable failure) {
        return new Decoding(null, Defect.describe("decoder", failure), true);
    }
}
