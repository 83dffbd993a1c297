package dev.kafkaflink.job.connector.sink;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/**
 * Which times of a row at the sink are known.
 *
 * @param eventTime the index of the column that holds event time; -1: none does
 * @param precision of that column, in digits of a second
 * @param appended whether the row was made of one record, so that its timestamp is the time when Kafka appended that one;
 *     rows that a window, join or other operator made of several carry no such time, or another one
 * @param appendedIsEventTime whether that time is the event time, too
 */
public record RowTimes(int eventTime, int precision, boolean appended, boolean appendedIsEventTime)
        implements Serializable {

    /** The value for a time that is not known. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** A row's event time in milliseconds since the epoch. */
    long eventTimeOf(RowData row, long appendedAt) {
        if (eventTime >= 0) {
            return row.isNullAt(eventTime)
                    ? UNKNOWN
                    : row.getTimestamp(eventTime, precision).getMillisecond();
        }
        return appendedIsEventTime ? appendedAt : UNKNOWN;
    }
}
