/** The one Flink job: arguments to commands. */
package dev.kafkaflink.job;
