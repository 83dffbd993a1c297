package dev.kafkaflink.job.connector.sink;

import dev.kafkaflink.job.connector.AppendTime;
import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/**
 * Which times of a row at the sink are known.
 *
 * @param eventTime the index of the column that holds event time; -1: none does
 * @param precision of that column, in digits of a second
 * @param appended whether the row is made of the record that is on its way through the task, so that {@link AppendTime} is its
 *     own; rows that a window, join or other operator made of several records have none
 * @param appendedIsEventTime whether that time is the event time, too
 */
public record RowTimes(int eventTime, int precision, boolean appended, boolean appendedIsEventTime)
        implements Serializable {

    /** A row's event time in milliseconds since the epoch. */
    long eventTimeOf(RowData row, long appendedAt) {
        if (eventTime >= 0) {
            return row.isNullAt(eventTime)
                    ? AppendTime.UNKNOWN
                    : row.getTimestamp(eventTime, precision).getMillisecond();
        }
        return appendedIsEventTime ? appendedAt : AppendTime.UNKNOWN;
    }
}
