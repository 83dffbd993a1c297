package dev.kafkaflink.job.format;

import java.io.Serializable;

/** Makes rows from the values of records. An instance is used by one thread. */
public interface RowDecoder extends Serializable {
    /** Makes ready; called once in the task, before the first value. */
    void open();

    /**
     * The row of a value. Never throws over bad data.
     *
     * @param value the record's value, or null
     */
    Decoding decode(byte[] value);
}
