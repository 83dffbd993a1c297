package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.avro.AvroInput;
import java.io.IOException;
import org.apache.flink.table.data.GenericRowData;

/** Reads a part of an event in Avro. */
interface AvroPart {
    /**
     * Reads the part, all of it unless it does not fit.
     *
     * @param parts takes what is known of the event, as {@link Event#parts} has it
     * @throws Mismatch if it does not fit a column
     */
    void read(AvroInput input, GenericRowData parts) throws IOException, Mismatch;
}
