package dev.kafkaflink.cli.explain;

import dev.kafkaflink.cli.console.Table;
import dev.kafkaflink.crds.table.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An explanation for a person. */
final class TextForm {
    private TextForm() {}

    static List<String> lines(Explanation pipeline) {
        List<String> lines = new ArrayList<>();
        lines.add("Pipeline %s of namespace %s, on Kafka %s"
                .formatted(pipeline.name(), pipeline.namespace(), pipeline.kafka()));
        section(lines, "Reads", reads(pipeline));
        section(lines, "Computes", steps(pipeline));
        section(lines, "Keeps state", state(pipeline));
        section(lines, "Writes", writes(pipeline));
        section(lines, "Dead letters", List.of(pipeline.deadLetters().words()));
        section(
                lines,
                "Late rows",
                Stream.ofNullable(pipeline.late()).flatMap(String::lines).toList());
        return lines;
    }

    static void section(List<String> lines, String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add("");
            lines.add(title);
            content.forEach(line -> lines.add(("  " + line).stripTrailing()));
        }
    }

    private static List<String> reads(Explanation pipeline) {
        List<String> lines = new ArrayList<>();
        for (Explanation.Read read : pipeline.reads()) {
            lines.add("%s: %s, %s of %d %s%s; without state %s%s"
                    .formatted(
                            read.source(),
                            new Subscription(read.topics(), read.topicPattern()).text(),
                            read.format(),
                            read.columns(),
                            read.columns() == 1 ? "column" : "columns",
                            read.schema() == null ? "" : " of " + read.schema(),
                            read.from(),
                            read.until() == null ? "" : " until " + read.until()));
            if (!read.primaryKey().isEmpty()) {
                lines.add("    a record replaces the one with the same " + String.join(", ", read.primaryKey())
                        + ", and one without a value deletes it");
            }
            if (read.eventTime() != null) {
                lines.add("    event time " + read.eventTime());
            }
        }
        return lines;
    }

    private static List<String> steps(Explanation pipeline) {
        return pipeline.steps().stream()
                .map(step -> "%2d  %s%s".formatted(step.number(), step.does(), inputs(" (from ", step.inputs(), ")")))
                .toList();
    }

    private static List<String> state(Explanation pipeline) {
        Table table = new Table("STEP", "KEEPS");
        pipeline.steps().stream()
                .filter(step -> step.keeps() != null)
                .forEach(step -> table.row(step.number(), step.keeps()));
        return table.lines();
    }

    private static String key(Explanation.Write write) {
        if (!write.primaryKey().isEmpty()) {
            return "a row replaces the one with the same " + String.join(", ", write.primaryKey());
        }
        return write.key().isEmpty() ? "without a key" : "key " + String.join(", ", write.key());
    }

    private static List<String> writes(Explanation pipeline) {
        List<String> lines = new ArrayList<>();
        for (Explanation.Write write : pipeline.writes()) {
            lines.add("%s: topic %s, %s, %s%s"
                    .formatted(
                            write.sink(),
                            write.topic(),
                            write.format(),
                            key(write),
                            inputs(" (from ", write.inputs(), ")")));
        }
        lines.add(pipeline.delivery());
        return lines;
    }

    private static String inputs(String before, List<Integer> numbers, String after) {
        return numbers.isEmpty()
                ? ""
                : before + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")) + after;
    }
}
