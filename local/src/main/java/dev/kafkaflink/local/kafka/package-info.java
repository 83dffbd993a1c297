/** A real Kafka broker on this machine, in a process and with a class path of its own. */
package dev.kafkaflink.local.kafka;
