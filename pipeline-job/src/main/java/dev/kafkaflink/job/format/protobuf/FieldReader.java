package dev.kafkaflink.job.format.protobuf;

import dev.kafkaflink.job.format.Mismatch;

/** Makes a column of one SQL type, in Flink's internal form, of what there is of a field. */
interface FieldReader {
    /**
     * Reads a field.
     *
     * @throws Mismatch if it does not fit the column
     */
    Object read(FieldValues values) throws Mismatch;
}
