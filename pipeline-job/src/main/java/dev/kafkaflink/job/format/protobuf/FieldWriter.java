package dev.kafkaflink.job.format.protobuf;

import dev.kafkaflink.job.format.Mismatch;

/** Makes what a field is set to, in the library's form, of a value of one SQL type. */
interface FieldWriter {
    /**
     * Makes a field's value.
     *
     * @param value in Flink's internal form, not null
     * @throws Mismatch if the field does not take it
     */
    Object write(Object value) throws Mismatch;
}
