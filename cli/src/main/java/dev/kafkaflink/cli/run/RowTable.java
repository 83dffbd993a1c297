package dev.kafkaflink.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.cli.console.Utf8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows below each other as they come: nobody knows how wide the next ones are, so that columns have the width of the first row.
 * Another sink, or other columns, begin with titles of their own.
 */
final class RowTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GAP = "  ";

    private final boolean namesSinks;
    private String sink = "";
    private List<String> columns = List.of();
    private final Map<String, Integer> widths = new LinkedHashMap<>();

    /** @param namesSinks whether rows of several sinks come */
    RowTable(boolean namesSinks) {
        this.namesSinks = namesSinks;
    }

    /** The lines of a row: titles if it needs them, and itself. */
    List<String> lines(String from, byte[] value) {
        Map<String, String> row = row(value);
        List<String> lines = new ArrayList<>();
        if (!from.equals(sink) || !List.copyOf(row.keySet()).equals(columns)) {
            if (!columns.isEmpty()) {
                lines.add("");
            }
            sink = from;
            columns = List.copyOf(row.keySet());
            widths.clear();
            row.forEach((name, text) -> widths.put(name, Math.max(name.length(), text.length())));
            if (namesSinks) {
                lines.add("sink " + from);
            }
            lines.add(line(columns.stream().collect(Collectors.toMap(name -> name, name -> name, (a, b) -> a))));
        }
        lines.add(line(row));
        return lines;
    }

    private String line(Map<String, String> row) {
        return columns.stream()
                .map(name -> String.format("%-" + Math.max(1, widths.get(name)) + "s", row.get(name)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    /** A JSON object's fields, or a column of its own for another value. */
    private static Map<String, String> row(byte[] value) {
        Map<String, String> row = new LinkedHashMap<>();
        if (value == null) {
            row.put("value", "(no value)");
            return row;
        }
        String text = Utf8.text(value)
                .orElseGet(() -> "(no text, base64) " + Base64.getEncoder().encodeToString(value));
        try {
            JsonNode node = JSON.readTree(text);
            if (node != null && node.isObject() && !node.isEmpty()) {
                node.properties().forEach(field -> row.put(field.getKey(), text(field.getValue())));
                return row;
            }
        } catch (JsonProcessingException e) {
            // A text, then.
        }
        row.put("value", text);
        return row;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
