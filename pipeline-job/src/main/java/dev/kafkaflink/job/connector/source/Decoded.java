package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.deadletter.DeadLetter;
import org.apache.flink.table.data.RowData;

/**
 * A record read from Kafka.
 *
 * @param row its row; null if it could not be decoded
 * @param deadLetter the record itself, if it could not be decoded; otherwise null
 * @param bytes the length of its key and value
 */
record Decoded(RowData row, DeadLetter deadLetter, int bytes) {}
