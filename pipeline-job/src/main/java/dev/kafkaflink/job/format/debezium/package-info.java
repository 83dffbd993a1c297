/**
 * The formats DebeziumJson and DebeziumAvro: what was done to the rows of a database. They read and write JSON as the format Json
 * does, and read Avro as the format Avro does; what rows an event is, is the same in both.
 */
package dev.kafkaflink.job.format.debezium;
