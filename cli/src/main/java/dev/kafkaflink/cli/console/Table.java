package dev.kafkaflink.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Columns as wide as their widest value; the last one is as long as it likes. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    public void row(Object... values) {
        rows.add(Stream.of(values).map(String::valueOf).toList());
    }

    public List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> column == row.size() - 1
                        ? row.get(column)
                        : String.format("%-" + width(column) + "s", row.get(column)))
                .collect(Collectors.joining("   "));
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }
}
