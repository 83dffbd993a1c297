package dev.kafkaflink.cli.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.folder.InputLine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Some records of a topic.
 *
 * @param lines a line a record, {@code VALUE} or {@code KEY<TAB>VALUE}
 * @param values of the records
 * @param columns the fields of the values, in the order in which they come first
 * @param leftOut fields whose values no single column type takes
 */
record Sample(List<String> lines, List<JsonNode> values, Map<String, FieldType> columns, Set<String> leftOut) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * Reads a sample.
     *
     * @param name of the file, for messages
     * @throws CommandFailure if a line is no JSON object, or nothing can be learned from it
     */
    static Sample of(String name, List<String> lines) {
        List<JsonNode> values = new ArrayList<>();
        Map<String, FieldType> columns = new LinkedHashMap<>();
        Set<String> leftOut = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            values.add(object(name, i + 1, lines.get(i)));
            for (Map.Entry<String, JsonNode> field : values.get(i).properties()) {
                FieldType known = columns.getOrDefault(field.getKey(), FieldType.Scalar.NOTHING);
                Optional<FieldType> merged =
                        FieldType.of(field.getValue()).flatMap(type -> FieldType.merged(known, type));
                merged.ifPresentOrElse(type -> columns.put(field.getKey(), type), () -> leftOut.add(field.getKey()));
            }
        }
        leftOut.forEach(columns::remove);
        if (columns.isEmpty()) {
            throw new CommandFailure(
                    name + ": no field of its records can be a column; give some JSON objects with fields");
        }
        return new Sample(List.copyOf(lines), values, columns, leftOut);
    }

    /** How many values a column has. */
    long distinct(String column) {
        return values.stream().map(value -> value.path(column)).distinct().count();
    }

    /** The number in the middle of a column of numbers. */
    BigDecimal median(String column) {
        List<BigDecimal> numbers = values.stream()
                .map(value -> value.path(column))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .sorted()
                .toList();
        return numbers.get(numbers.size() / 2);
    }

    private static JsonNode object(String name, int number, String line) {
        byte[] value = InputLine.of(line.getBytes(StandardCharsets.UTF_8)).value();
        try {
            JsonNode node = value == null ? null : JSON.readTree(new String(value, StandardCharsets.UTF_8));
            if (node != null && node.isObject()) {
                return node;
            }
            throw new CommandFailure("%s:%d: this is no JSON object; each line must hold one".formatted(name, number));
        } catch (JsonProcessingException e) {
            throw new CommandFailure("%s:%d:%d: this is no JSON: %s"
                    .formatted(name, number, e.getLocation().getColumnNr(), e.getOriginalMessage()));
        }
    }
}
