/** Bytes to rows and rows to bytes. What is here runs once for each record: no streams, no formatting, no logging. */
package dev.kafkaflink.job.format;
