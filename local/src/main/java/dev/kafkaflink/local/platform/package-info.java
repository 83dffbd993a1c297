/**
 * The whole platform on one machine: API server, Kafka, the stand-ins for the two operators that need a cluster, and the
 * operator as a process of its own under the rights that it is shipped with. {@code kafkaflink up} and the integration
 * tests both run on it.
 */
package dev.kafkaflink.local.platform;
