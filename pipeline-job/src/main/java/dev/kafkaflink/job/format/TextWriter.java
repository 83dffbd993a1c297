package dev.kafkaflink.job.format;

import java.io.Serializable;

/** Writes values of one SQL type, in Flink's internal form, as text. */
public interface TextWriter extends Serializable {
    /**
     * Writes a value.
     *
     * @param text to which it is added
     * @param value not null
     * @throws Mismatch if text has no form for it
     */
    void write(StringBuilder text, Object value) throws Mismatch;
}
