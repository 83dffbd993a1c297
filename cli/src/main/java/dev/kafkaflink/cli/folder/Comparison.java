package dev.kafkaflink.cli.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a topic has beside what it should have.
 *
 * @param topic its name
 * @param expected how many records were expected
 * @param actual how many there are
 * @param missing those expected that are not there: the value, behind key and TAB if keys are compared
 * @param unexpected those that are there and not expected, written in the same way
 */
public record Comparison(String topic, int expected, int actual, List<String> missing, List<String> unexpected) {
    /** Compares records with those expected. Keys count if any that is expected has one. */
    public static Comparison of(String topic, List<InputLine> expected, List<InputLine> actual) {
        boolean keys = expected.stream().anyMatch(line -> line.key() != null);
        JsonLines wanted = lines(expected, keys);
        JsonLines found = lines(actual, keys);
        return new Comparison(topic, wanted.size(), found.size(), wanted.minus(found), found.minus(wanted));
    }

    private static JsonLines lines(List<InputLine> records, boolean keys) {
        JsonLines lines = new JsonLines();
        for (InputLine each : records) {
            if (keys) {
                lines.add(each.key(), each.value());
            } else {
                lines.add(each.value());
            }
        }
        return lines;
    }

    /**
     * What is left of the records of a topic in which one replaces the one before it of the same key, and one without a value
     * deletes it: how often a row changed on the way depends on chance. Records without a key are all left.
     *
     * @param records those of one key in the order in which they were written
     */
    public static List<InputLine> newest(List<InputLine> records) {
        Map<Object, InputLine> newest = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            InputLine each = records.get(i);
            Object key = each.key() == null ? (Object) i : JsonLines.canonical(each.key());
            newest.remove(key);
            if (each.key() == null || each.value() != null) {
                newest.put(key, each);
            }
        }
        return List.copyOf(newest.values());
    }

    /** The records of a file. */
    public static List<InputLine> read(Path file) {
        List<InputLine> records = new ArrayList<>();
        try (LineInput lines = new LineInput(file)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                records.add(InputLine.of(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return records;
    }

    public boolean equal() {
        return missing.isEmpty() && unexpected.isEmpty();
    }

    /** For a person: one line if all is well, else the first differences too. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                equal()
                        ? "%s: %s, all as expected".formatted(topic, records(actual))
                        : "%s: %d missing, %d too many (%d expected, %d there)"
                                .formatted(topic, missing.size(), unexpected.size(), expected, actual));
        Differences.lines(missing, unexpected).forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String records(int count) {
        return count == 1 ? "1 record" : count + " records";
    }
}
