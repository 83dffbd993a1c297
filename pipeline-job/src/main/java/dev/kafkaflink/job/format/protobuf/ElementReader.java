package dev.kafkaflink.job.format.protobuf;

import dev.kafkaflink.job.format.Mismatch;

/** Makes a value of one SQL type, in Flink's internal form, of one of a field's values. */
interface ElementReader {
    /**
     * Reads a value.
     *
     * @throws Mismatch if it does not fit the type
     */
    Object read(FieldValues values, int index) throws Mismatch;
}
