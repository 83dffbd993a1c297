/** The format DebeziumJson: what was done to the rows of a database. It reads and writes JSON as the format Json does. */
package dev.kafkaflink.job.format.debezium;
