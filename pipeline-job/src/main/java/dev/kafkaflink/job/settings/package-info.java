/** Flink's own knowledge of its settings: whether they are such as a job can run with. */
package dev.kafkaflink.job.settings;
