/** The operator's settings, its clock and its clients. */
package dev.kafkaflink.operator.edge.config;
