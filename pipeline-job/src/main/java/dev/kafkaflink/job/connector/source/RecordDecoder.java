package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.format.Decoding;
import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes rows from whole records of Kafka. An instance is used by one thread. */
interface RecordDecoder extends Serializable {
    /**
     * Makes ready; called once in the task, before the first record.
     *
     * @throws Exception if it cannot; the task then fails and is started again
     */
    void open() throws Exception;

    /** The rows of a record. Never throws over bad data. */
    Decoding decode(ConsumerRecord<byte[], byte[]> record);
}
