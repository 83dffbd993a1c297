package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.job.format.Mismatch;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/**
 * What an event says.
 *
 * @param op what was done; null if it does not say
 * @param before the row as it was; null if it does not say
 * @param after the row as it is; null if it does not say
 * @param parts all that was read of it: {@link #PARTS}, and behind them the columns that stand around the rows
 * @param mismatch what does not fit of the columns that stand around the rows; null: all does
 */
record Event(String op, Image before, Image after, GenericRowData parts, Mismatch mismatch) {
    /** What each event has, in the order in which it stands in {@code parts}. */
    static final List<String> PARTS = List.of("before", "after", "op");

    static final int BEFORE = 0;
    static final int AFTER = 1;
    static final int OP = 2;

    /** Nothing where an event could be. */
    static final Event NONE = new Event(null, null, null, null, null);

    /** An event of parts that were read. */
    static Event of(GenericRowData parts, Mismatch mismatch) {
        return new Event(
                (String) parts.getField(OP),
                (Image) parts.getField(BEFORE),
                (Image) parts.getField(AFTER),
                parts,
                mismatch);
    }
}
