package dev.kafkaflink.job.connector.sink;

import dev.kafkaflink.job.connector.CurrentRecord;
import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/**
 * Which times of a row at the sink are known.
 *
 * @param eventTime the index of the column that holds event time; -1: none does
 * @param precision of that column, in digits of a second
 * @param ofOneRecord whether the row is made of the record that is on its way through the task, so that it is the
 *     {@link CurrentRecord}; rows that a window, join or other operator made of several records have none
 * @param timestampIsEventTime whether Kafka's timestamp of that record is the event time
 */
public record RowTimes(int eventTime, int precision, boolean ofOneRecord, boolean timestampIsEventTime)
        implements Serializable {

    /**
     * A row's event time in milliseconds since the epoch.
     *
     * @param timestamp Kafka's of the record that it is made of
     */
    long eventTimeOf(RowData row, long timestamp) {
        if (eventTime >= 0) {
            return row.isNullAt(eventTime)
                    ? CurrentRecord.UNKNOWN
                    : row.getTimestamp(eventTime, precision).getMillisecond();
        }
        return timestampIsEventTime ? timestamp : CurrentRecord.UNKNOWN;
    }
}
