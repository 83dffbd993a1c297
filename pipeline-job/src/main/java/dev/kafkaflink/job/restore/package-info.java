/** What a job begins from. */
package dev.kafkaflink.job.restore;
