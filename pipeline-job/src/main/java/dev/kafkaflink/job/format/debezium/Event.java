package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.job.format.Mismatch;
import org.apache.flink.table.data.GenericRowData;

/**
 * What an event says.
 *
 * @param op what was done; null if it does not say
 * @param before the row as it was; null if it does not say
 * @param after the row as it is; null if it does not say
 * @param parts all that was read of it, as {@link EventReader} knows it
 * @param mismatch what does not fit of the columns that stand around the rows; null: all does
 */
record Event(String op, Image before, Image after, GenericRowData parts, Mismatch mismatch) {
    /** Nothing where an event could be. */
    static final Event NONE = new Event(null, null, null, null, null);
}
