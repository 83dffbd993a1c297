package dev.kafkaflink.job.format;

import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/**
 * What became of a record: rows, none or one or many, each with its kind of change; or the reason why there are none.
 *
 * @param rows the rows; null if rejected
 * @param rejection what is wrong with the record, for a person; null if it is not rejected
 * @param failed whether the decoder threw something over it, which is a defect of the decoder
 */
public record Decoding(List<GenericRowData> rows, String rejection, boolean failed) {
    private static final Decoding NOTHING = new Decoding(List.of(), null, false);

    /** A record that is one row. */
    public static Decoding of(GenericRowData row) {
        return new Decoding(List.of(row), null, false);
    }

    /** A record that is so many rows. */
    public static Decoding of(List<GenericRowData> rows) {
        return new Decoding(rows, null, false);
    }

    /** A record that says nothing of rows, such as the begin of a transaction. */
    public static Decoding nothing() {
        return NOTHING;
    }

    /** A record that is no row, and why. */
    public static Decoding rejected(String reason) {
        return new Decoding(null, reason, false);
    }

    /** A record over which the decoder threw something. */
    public static Decoding failed(Throwable failure) {
        return new Decoding(null, Defect.describe("decoder", failure), true);
    }

    /** Whether there is a rejection, and so no rows. */
    public boolean isRejected() {
        return rejection != null;
    }
}
