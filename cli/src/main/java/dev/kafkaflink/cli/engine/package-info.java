/** Kafka and Flink in this JVM, on which pipelines run without a cluster. */
package dev.kafkaflink.cli.engine;
