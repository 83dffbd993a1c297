package dev.kafkaflink.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the planner says of a step, taken apart.
 *
 * @param name its kind, such as {@code WindowAggregate}
 * @param attributes what stands in its brackets, such as {@code groupBy} with {@code origin}
 */
record PlanNode(String name, Map<String, String> attributes) {

    /** Reads a description such as {@code Calc(select=[a, b], where=[(a > 1)])}. */
    static PlanNode parse(String description) {
        int open = description.indexOf('(');
        if (open < 0 || !description.endsWith(")")) {
            return new PlanNode(description, Map.of());
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String part : topLevelParts(description.substring(open + 1, description.length() - 1))) {
            int equals = part.indexOf("=[");
            if (equals > 0 && part.endsWith("]")) {
                attributes.put(
                        part.substring(0, equals),
                        part.substring(equals + 2, part.length() - 1).strip());
            }
        }
        return new PlanNode(description.substring(0, open), attributes);
    }

    /** An attribute that says something. */
    Optional<String> get(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).filter(text -> !text.isEmpty());
    }

    /** What stands between the commas that are in no bracket. */
    static List<String> topLevelParts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(begin, i).strip());
                        begin = i + 1;
                    }
                }
                default -> {
                    // A letter of a part.
                }
            }
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }
}
