package dev.kafkaflink.operator.core.facts;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tree of maps, lists and values as a YAML parser gives it; what is absent or of another type reads as empty. */
record UntypedNode(Object node) {

    static UntypedNode of(GenericKubernetesResource resource) {
        return new UntypedNode(resource.getAdditionalProperties());
    }

    UntypedNode at(String... path) {
        Object reached = node;
        for (String key : path) {
            reached = reached instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return new UntypedNode(reached);
    }

    List<UntypedNode> items() {
        return node instanceof List<?> list
                ? list.stream().map(UntypedNode::new).toList()
                : List.of();
    }

    /** The item of a list whose field {@code key} has the value; empty if there is none. */
    UntypedNode item(String key, String value) {
        return items().stream()
                .filter(item -> item.at(key).text().equals(value))
                .findFirst()
                .orElse(new UntypedNode(null));
    }

    String text() {
        return node instanceof String || node instanceof Number || node instanceof Boolean ? node.toString() : "";
    }

    /** The values of a map that are texts, numbers or truth values. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (!new UntypedNode(value).text().isEmpty()) {
                    texts.put(String.valueOf(key), new UntypedNode(value).text());
                }
            });
        }
        return texts;
    }

    /** A map as it is; empty: it is none. */
    Map<String, Object> map() {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> entries.put(String.valueOf(key), value));
        }
        return entries;
    }

    boolean isTrue() {
        return text().equalsIgnoreCase("true");
    }

    /** A whole number; null: it is none. */
    Long number() {
        try {
            return text().isEmpty() ? null : Long.valueOf(text());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A moment, written as milliseconds since the epoch or as in ISO 8601; null: it is none. */
    Instant moment() {
        Long millis = number();
        if (millis != null) {
            return millis > 0 ? Instant.ofEpochMilli(millis) : null;
        }
        try {
            return text().isEmpty() ? null : OffsetDateTime.parse(text()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** When something other than a subresource was last written; null: nobody says. */
    static Instant changed(ObjectMeta meta) {
        List<ManagedFieldsEntry> entries = meta.getManagedFields() == null ? List.of() : meta.getManagedFields();
        return entries.stream()
                .filter(entry ->
                        entry.getSubresource() == null || entry.getSubresource().isEmpty())
                .map(entry -> new UntypedNode(entry.getTime()).moment())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
