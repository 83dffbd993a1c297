/** Metric names, units and scopes: what the job counts about itself. */
package dev.kafkaflink.job.metrics;
