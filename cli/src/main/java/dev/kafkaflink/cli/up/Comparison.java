package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a topic has beside what it should have.
 *
 * @param expected how many values were expected
 * @param actual how many there are
 * @param missing those expected that are not there
 * @param unexpected those that are there and not expected
 */
record Comparison(String topic, int expected, int actual, List<String> missing, List<String> unexpected) {
    private static final int SHOWN = 10;

    /** Compares the values of a topic with those of a file. */
    static Comparison of(String topic, Path file, Topics log) {
        JsonLines expected = read(file);
        JsonLines actual = new JsonLines();
        log.read(topic, record -> actual.add(record.value()));
        return new Comparison(topic, expected.size(), actual.size(), expected.minus(actual), actual.minus(expected));
    }

    private static JsonLines read(Path file) {
        JsonLines values = new JsonLines();
        try (LineInput lines = new LineInput(file)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                values.add(InputLine.of(line).value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return values;
    }

    boolean equal() {
        return missing.isEmpty() && unexpected.isEmpty();
    }

    /** For a person: one line if all is well, else the first differences too. */
    List<String> lines() {
        if (equal()) {
            return List.of(topic + ": " + actual + " values, all as expected");
        }
        List<String> lines = new ArrayList<>();
        lines.add(topic + ": " + missing.size() + " missing, " + unexpected.size() + " unexpected (" + expected
                + " expected, " + actual + " there)");
        addFirst("missing:    ", missing, lines);
        addFirst("unexpected: ", unexpected, lines);
        return lines;
    }

    private static void addFirst(String title, List<String> values, List<String> lines) {
        values.stream().limit(SHOWN).forEach(value -> lines.add("  " + title + value));
        if (values.size() > SHOWN) {
            lines.add("  " + title + "... and " + (values.size() - SHOWN) + " more");
        }
    }
}
