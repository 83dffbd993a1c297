/** The format Raw: bytes as they are. */
package dev.kafkaflink.job.format.raw;
