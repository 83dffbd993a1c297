/** Reads a job definition and checks what can be checked without a planner. */
package dev.kafkaflink.job.definition;
