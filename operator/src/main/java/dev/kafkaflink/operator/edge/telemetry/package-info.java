/** What the operator tells of pipelines beside their status: gauges for Prometheus, and Kubernetes Events. */
package dev.kafkaflink.operator.edge.telemetry;
