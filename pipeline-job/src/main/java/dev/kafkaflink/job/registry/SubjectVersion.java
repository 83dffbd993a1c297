package dev.kafkaflink.job.registry;

/**
 * A version of a subject.
 *
 * @param number from 1 on
 */
public record SubjectVersion(int number, RegisteredSchema schema) {}
