/** Writes to the API server: what a pipeline is made of, and its status. */
package dev.kafkaflink.operator.edge.apply;
