/** The format Avro: Avro's binary encoding, plain or by Confluent's wire format with a schema registry. */
package dev.kafkaflink.job.format.avro;
