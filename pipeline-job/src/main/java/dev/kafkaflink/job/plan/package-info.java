/** What can be said of a plan without Flink: problems in words, UIDs from content. */
package dev.kafkaflink.job.plan;
