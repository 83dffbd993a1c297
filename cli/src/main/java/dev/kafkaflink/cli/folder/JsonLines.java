package dev.kafkaflink.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kafkaflink.cli.console.Utf8;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Values as a multiset: order does not count, how often one occurs does. Two JSON values are one when they mean the
 * same: the order of an object's fields and the way in which a number is written do not count. What is no JSON is
 * compared as text, and what is no text byte by byte.
 */
final class JsonLines {
    private static final int MOST_ZEROS = 40;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, Integer> counts = new TreeMap<>();

    /** Adds a value; null for a tombstone. */
    void add(byte[] value) {
        addCanonical(canonical(value));
    }

    /** Adds a key with its value, which count as one; null for none. */
    void add(byte[] key, byte[] value) {
        addCanonical(canonical(key, value));
    }

    private void addCanonical(String canonical) {
        counts.merge(canonical, 1, Integer::sum);
    }

    /** How many values there are. */
    int size() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What this one has more of than {@code other}, each as often as it does. */
    List<String> minus(JsonLines other) {
        return counts.entrySet().stream()
                .flatMap(entry -> {
                    int surplus = entry.getValue() - other.counts.getOrDefault(entry.getKey(), 0);
                    return Collections.nCopies(Math.max(0, surplus), entry.getKey()).stream();
                })
                .toList();
    }

    /** The one text of all that mean the same as a key and a value. */
    static String canonical(byte[] key, byte[] value) {
        return (key == null ? "" : canonical(key)) + "\t" + canonical(value);
    }

    /** The one text of all that mean the same as a value. */
    static String canonical(byte[] value) {
        if (value == null) {
            return "(no value)";
        }
        return Utf8.text(value)
                .map(JsonLines::canonical)
                .orElseGet(() -> "(no text, base64) " + Base64.getEncoder().encodeToString(value));
    }

    private static String canonical(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null || node.isMissingNode() ? text : canonical(node);
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(quoted(field.getKey()), canonical(field.getValue())));
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + ":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream().map(JsonLines::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isNumber()) {
            return number(node.decimalValue());
        }
        return node.toString();
    }

    /** As a person writes it, unless it would be mostly zeros. */
    private static String number(BigDecimal number) {
        if (number.signum() == 0) {
            return "0";
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return Math.abs((long) shortest.scale()) <= MOST_ZEROS ? shortest.toPlainString() : shortest.toString();
    }

    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
