package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.io.Serializable;

/** Writes values of one SQL type, in Flink's internal form, as JSON. */
interface JsonWriter extends Serializable {
    /**
     * Writes a value.
     *
     * @param value not null
     * @throws Mismatch if JSON has no form for it
     */
    void write(JsonGenerator generator, Object value) throws IOException, Mismatch;
}
