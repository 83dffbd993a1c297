package dev.kafkaflink.job.format.text;

import dev.kafkaflink.crds.spelling.Spelling;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.TextOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.FormatProvider;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.job.format.TextReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Lines of free text, whose parts a pattern names. They can be read, and not written. */
public final class TextFormat implements FormatProvider {
    @Override
    public Format.Type type() {
        return Format.Type.Text;
    }

    @Override
    public Optional<String> unsupported(LogicalType type) {
        return TextReaders.unsupported(type, type());
    }

    @Override
    public Optional<String> unreadable(Column column, LogicalType type) {
        return TextReaders.unreadable(column, type, type());
    }

    @Override
    public Optional<String> unreadable(Format format, List<Column> columns) {
        TextOptions options = format.text();
        if (options == null || options.pattern() == null) {
            return Optional.of(
                    "format Text has no text.pattern; say what a line looks like, such as %{IP:client} %{INT:bytes}");
        }
        List<String> problems = new ArrayList<>();
        checkPattern(options, columns, problems);
        new TreeMap<>(options.timeFormats())
                .forEach((column, pattern) -> checkTime(column, pattern, columns, problems));
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    private static void checkPattern(TextOptions options, List<Column> columns, List<String> problems) {
        try {
            GrokPattern pattern =
                    GrokPattern.of(options, columns.stream().map(Column::name).toList());
            for (Column column : columns) {
                if (!pattern.groups().containsKey(column.name())) {
                    problems.add("text.pattern names no part '" + column.name()
                            + "' for the column; write %{NAME:" + column.name() + "} where it stands"
                            + Spelling.instead(column.name(), pattern.names()));
                }
            }
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
    }

    private static void checkTime(String name, String pattern, List<Column> columns, List<String> problems) {
        String where = "text.timeFormats." + name + ' ';
        Optional<Column> column =
                columns.stream().filter(each -> each.name().equals(name)).findFirst();
        if (column.isEmpty()) {
            problems.add(where + "is for no column"
                    + Spelling.instead(name, columns.stream().map(Column::name).toList()));
        } else if (column.get().epoch() != null) {
            problems.add(where + "is for a column that is a number by epoch; leave one of the two out");
        } else {
            try {
                TimeFormat.of(pattern, LogicalTypeParser.parse(column.get().type(), TextFormat.class.getClassLoader()));
            } catch (IllegalArgumentException e) {
                problems.add(where + e.getMessage());
            }
        }
    }

    @Override
    public Optional<String> unwritable(Format format, List<String> columns) {
        return Optional.of(
                "format Text cannot be written, since a pattern says how to read a line and not how to make one;"
                        + " use Raw with a query that makes the line, such as SELECT a || ' ' || b AS line, or use Json or Csv");
    }

    @Override
    public RowDecoder decoder(ColumnsToRead columns) {
        return new TextDecoder(columns);
    }

    @Override
    public RowEncoder encoder(ColumnsToWrite columns) {
        throw new IllegalStateException("format Text cannot be written");
    }
}
