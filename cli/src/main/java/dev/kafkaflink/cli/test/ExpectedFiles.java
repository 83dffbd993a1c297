package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.folder.Comparison;
import dev.kafkaflink.cli.folder.InputLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what came out as what is expected. */
final class ExpectedFiles {
    private ExpectedFiles() {}

    /** Updates the files that differ, and says what changed in each. */
    static List<String> update(List<TopicOutcome> outcomes) {
        List<String> changes = new ArrayList<>();
        for (TopicOutcome outcome : outcomes) {
            Comparison comparison = outcome.comparison();
            if (!comparison.equal()) {
                write(outcome);
                changes.add("%s %s: %d lines added, %d removed"
                        .formatted(
                                outcome.exists() ? "Updated" : "Wrote",
                                outcome.file(),
                                comparison.unexpected().size(),
                                comparison.missing().size()));
            }
        }
        return changes;
    }

    private static void write(TopicOutcome outcome) {
        try {
            Files.createDirectories(outcome.file().getParent());
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (InputLine line : lines(outcome)) {
                text.write(line.toLine());
                text.write('\n');
            }
            Files.write(outcome.file(), text.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + outcome.file(), e);
        }
    }

    /** Those lines that still hold, where they stood, and behind them the new ones: so a diff shows what changed. */
    private static List<InputLine> lines(TopicOutcome outcome) {
        boolean keys = outcome.expected().stream().anyMatch(line -> line.key() != null);
        Map<String, Deque<InputLine>> there = new LinkedHashMap<>();
        for (InputLine line : outcome.actual()) {
            InputLine written = keys ? line : new InputLine(null, line.value());
            there.computeIfAbsent(written.canonical(), text -> new ArrayDeque<>())
                    .add(written);
        }
        List<InputLine> lines = new ArrayList<>();
        for (InputLine line : outcome.expected()) {
            Deque<InputLine> same = there.get(line.canonical());
            if (same != null && !same.isEmpty()) {
                same.poll();
                lines.add(line);
            }
        }
        there.values().forEach(lines::addAll);
        return lines;
    }
}
