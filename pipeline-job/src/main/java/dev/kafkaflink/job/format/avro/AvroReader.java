package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;

/** Reads a value of one schema into Flink's internal form of one SQL type. */
public interface AvroReader {
    /**
     * Reads a value, all of it.
     *
     * @return null for null, whether the type takes it or not
     * @throws Mismatch if the value does not fit the type
     * @throws IOException if the bytes are no value of the schema
     */
    Object read(AvroInput input) throws IOException, Mismatch;
}
