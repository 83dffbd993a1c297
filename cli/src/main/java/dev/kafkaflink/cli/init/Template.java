package dev.kafkaflink.cli.init;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.init.FieldType.Scalar;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a new pipeline computes. */
enum Template {
    /** Each record as it is. */
    copy("Each record of %s, with its columns."),
    /** The records with a value that is large enough, or there at all. */
    filter("Those records of %s that fit a condition."),
    /** Counts and sums of each hour. */
    window("Counts of the records of %s in each hour.");

    private final String comment;

    Template(String comment) {
        this.comment = comment;
    }

    /** What the pipeline is for, in a sentence. */
    String comment(String topic) {
        return comment.formatted(topic);
    }

    /** The query over a table with the columns of a sample. */
    String query(String table, Sample sample) {
        Map<String, FieldType> columns = sample.columns();
        String from = SqlNames.quoted(table);
        return switch (this) {
            case copy -> "SELECT %s\nFROM %s".formatted(names(columns), from);
            case filter -> "SELECT %s\nFROM %s\nWHERE %s".formatted(names(columns), from, condition(sample));
            case window -> window(from, sample);
        };
    }

    private static String names(Map<String, FieldType> columns) {
        return columns.keySet().stream().map(SqlNames::quoted).collect(Collectors.joining(", "));
    }

    private static String condition(Sample sample) {
        return number(sample.columns())
                .map(column -> "%s >= %s"
                        .formatted(
                                SqlNames.quoted(column), sample.median(column).toPlainString()))
                .orElseGet(() ->
                        SqlNames.quoted(sample.columns().keySet().iterator().next()) + " IS NOT NULL");
    }

    private static String window(String from, Sample sample) {
        Map<String, FieldType> columns = sample.columns();
        String time = time(columns)
                .orElseThrow(
                        () -> new CommandFailure(
                                "the template window needs a time, and none of the sample's fields is"
                                        + " one in every record, such as \"2026-01-31T10:00:00Z\"; use another template or sample"));
        // A text of few values names a group of records, one of many a record.
        Optional<String> group = columns.keySet().stream()
                .filter(column -> columns.get(column) == Scalar.STRING)
                .min(Comparator.comparingLong(sample::distinct));
        String by = group.map(column -> ", " + SqlNames.quoted(column)).orElse("");
        String sum = number(columns)
                .map(SqlNames::quoted)
                .map(column -> ",\n  SUM(%s) AS total".formatted(column))
                .orElse("");
        return """
                SELECT window_start, window_end%s,
                  COUNT(*) AS records%s
                FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(%s), INTERVAL '1' HOUR))
                GROUP BY window_start, window_end%s"""
                .formatted(by, sum, from, SqlNames.quoted(time), by);
    }

    /** The column that can be the event time. */
    static Optional<String> time(Map<String, FieldType> columns) {
        return columns.keySet().stream()
                .filter(column -> columns.get(column) == Scalar.TIME)
                .findFirst();
    }

    /** A number that means an amount, rather than a name for something. */
    private static Optional<String> number(Map<String, FieldType> columns) {
        return columns.entrySet().stream()
                .filter(column -> column.getValue() instanceof Scalar type && type.isNumber())
                .map(Map.Entry::getKey)
                .filter(name -> !name.matches("(?i).*id"))
                .findFirst();
    }
}
