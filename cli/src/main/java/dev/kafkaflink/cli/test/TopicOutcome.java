package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.folder.Comparison;
import dev.kafkaflink.cli.folder.InputLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a topic has at the end.
 *
 * @param file what is expected of it, if it exists
 * @param exists whether it does; if not, nothing is expected
 * @param expected what it holds
 * @param actual the records of the topic
 * @param comparison of both
 */
record TopicOutcome(
        Path file, boolean exists, List<InputLine> expected, List<InputLine> actual, Comparison comparison) {
    static TopicOutcome of(String title, Path file, boolean exists, List<InputLine> expected, List<InputLine> actual) {
        return new TopicOutcome(file, exists, expected, actual, Comparison.of(title, expected, actual));
    }

    /** For a person: the differences, and what there was to compare with if that was nothing. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(comparison.lines());
        if (!exists && !comparison.equal()) {
            lines.add("  there is no " + file + ", so none are expected; --update writes what is there");
        }
        return lines;
    }
}
