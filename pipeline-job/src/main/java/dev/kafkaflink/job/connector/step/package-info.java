/** Steps of the queries whose expressions can fail over a row, or that leave out rows that come too late. */
package dev.kafkaflink.job.connector.step;
