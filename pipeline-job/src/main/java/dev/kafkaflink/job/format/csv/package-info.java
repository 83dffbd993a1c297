/** The format Csv: lines of fields, by RFC 4180. */
package dev.kafkaflink.job.format.csv;
