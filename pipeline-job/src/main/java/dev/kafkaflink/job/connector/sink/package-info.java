/** A table as a Kafka topic: encoding, size limits, acknowledgements. */
package dev.kafkaflink.job.connector.sink;
