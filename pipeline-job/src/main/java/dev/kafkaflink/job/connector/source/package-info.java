/** A Kafka topic as a table: decoding inside the Kafka source, watermarks for each partition. */
package dev.kafkaflink.job.connector.source;
