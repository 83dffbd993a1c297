package dev.kafkaflink.job.format;

import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes rows from records. An instance is used by one thread. */
public interface RowDecoder extends Serializable {
    /**
     * Makes ready; called once in the task, before the first record.
     *
     * @throws Exception if it cannot; the task then fails and is started again
     */
    void open() throws Exception;

    /**
     * The rows of a record. They have a place for each column of the table, of which this sets those that it was made for.
     * Never throws over bad data.
     *
     * @param bytes what is decoded: the record's value, or its key, unpacked; may be null
     * @param record the whole record, for formats that look at more
     * @throws DecoderUnavailableException if it lacks what it needs beside the record; the task then fails and is started again
     */
    Decoding decode(byte[] bytes, ConsumerRecord<byte[], byte[]> record);
}
