/** Job definition to Flink graph, by Flink's SQL planner. */
package dev.kafkaflink.job.translate;
