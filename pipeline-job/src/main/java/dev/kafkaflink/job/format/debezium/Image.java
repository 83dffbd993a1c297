package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.job.format.Mismatch;
import org.apache.flink.table.data.GenericRowData;

/**
 * A row as it was before a change, or after it.
 *
 * @param row the row; null if it does not fit the columns
 * @param mismatch why it does not fit; which of the two it is, is not said
 */
record Image(GenericRowData row, Mismatch mismatch) {}
