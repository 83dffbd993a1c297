/** Records that cannot be processed, on their way to the dead-letter topic. */
package dev.kafkaflink.job.deadletter;
