/** Steps of the queries whose expressions can fail over a row. */
package dev.kafkaflink.job.connector.step;
