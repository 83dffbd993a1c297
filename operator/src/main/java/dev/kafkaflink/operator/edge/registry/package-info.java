/** The operator's own view of schema registries: the one package that speaks to them, and reads their Secrets. */
package dev.kafkaflink.operator.edge.registry;
