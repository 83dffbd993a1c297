package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.io.Serializable;
import org.apache.avro.Schema;

/** What values become, whatever schema they were written with. */
public interface AvroValues extends Serializable {
    /** Decodes the values of one schema. */
    interface Reader {
        /**
         * Reads a value, all of it.
         *
         * @throws Mismatch if it does not become anything
         * @throws IOException if the bytes are no value of the schema
         */
        Decoding read(AvroInput input) throws IOException, Mismatch;
    }

    /**
     * The reader of a schema.
     *
     * @throws Mismatch if no value of the schema becomes anything
     */
    Reader readerOf(Schema schema) throws Mismatch;
}
