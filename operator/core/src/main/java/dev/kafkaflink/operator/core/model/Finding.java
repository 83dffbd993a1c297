package dev.kafkaflink.operator.core.model;

import java.util.Comparator;

/**
 * Something that is not as it should be.
 *
 * @param reason what kind of thing it is; it carries the blame
 * @param path the place in the specification, such as {@code spec.sources[0].format}; empty where it is none
 * @param message fact and remedy for a person, without the path
 */
public record Finding(Reason reason, String path, String message) {
    /** The order in which several findings are told: by place, so that it does not depend on who looked first. */
    public static final Comparator<Finding> BY_PATH =
            Comparator.comparing(Finding::path).thenComparing(Finding::reason).thenComparing(Finding::message);

    /** A finding that concerns no field. */
    public static Finding of(Reason reason, String message) {
        return new Finding(reason, "", message);
    }

    public Blame blame() {
        return reason.blame();
    }

    /** Place, fact and remedy in one line. */
    public String text() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
