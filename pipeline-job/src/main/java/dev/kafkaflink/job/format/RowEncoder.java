package dev.kafkaflink.job.format;

import java.io.Serializable;
import org.apache.flink.table.data.RowData;

/** Makes bytes from rows. An instance is used by one thread. */
public interface RowEncoder extends Serializable {
    /**
     * Makes ready; called once in the task, before the first row.
     *
     * @throws Exception if it cannot; the task then fails and is started again
     */
    void open() throws Exception;

    /** The bytes of a row, which the caller owns. Never throws over bad data. */
    Encoding encode(RowData row);
}
