/** The operator's own view of Kafka clusters: the one package that speaks to them. */
package dev.kafkaflink.operator.edge.kafka;
