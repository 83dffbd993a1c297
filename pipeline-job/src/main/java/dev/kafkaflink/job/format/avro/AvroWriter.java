package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import org.apache.avro.io.Encoder;

/** Writes values of one SQL type, in Flink's internal form, as values of one schema. */
interface AvroWriter {
    /**
     * Writes a value.
     *
     * @param value may be null
     * @throws Mismatch if the schema does not take it
     */
    void write(Encoder out, Object value) throws IOException, Mismatch;
}
