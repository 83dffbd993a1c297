/** Avro's schemas as text, and the columns that they are. */
package dev.kafkaflink.registry.avro;
