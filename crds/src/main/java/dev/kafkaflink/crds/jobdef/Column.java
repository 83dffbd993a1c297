package dev.kafkaflink.crds.jobdef;

/**
 * A column of a source.
 *
 * @param name its name, which is also the field's name in the format
 * @param type its SQL type, {@code NOT NULL} included
 */
public record Column(String name, String type) {}
