package dev.kafkaflink.crds.jobdef;

/**
 * A named query for use in later views and sinks.
 *
 * @param name its name in queries
 * @param query a SELECT
 */
public record View(String name, String query) {}
