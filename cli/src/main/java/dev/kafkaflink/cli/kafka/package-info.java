/** Reaching a Kafka as the person at the command line does. */
package dev.kafkaflink.cli.kafka;
