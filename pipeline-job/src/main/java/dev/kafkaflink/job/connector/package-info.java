/** What sources and sinks share: Kafka client properties, operator UIDs, the dead letters' output. */
package dev.kafkaflink.job.connector;
