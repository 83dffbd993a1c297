package dev.kafkaflink.job.plan;

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
public record PlanNode(String name, Map<String, String> attributes) {

    /** Reads a description such as {@code Calc(select=[a, b], where=[(a > 1)])}. */
    public static PlanNode parse(String description) {
        int open = description.indexOf('(');
        int bracket = description.indexOf('[');
        if (bracket >= 0 && bracket < open) {
            // Such as ConstraintEnforcer[NotNullEnforcer(fields=[a])]: what it consists of says no more.
            return new PlanNode(description.substring(0, bracket), Map.of());
        }
        if (open < 0 || !description.endsWith(")")) {
            return new PlanNode(description, Map.of());
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String part : StepText.parts(description.substring(open + 1, description.length() - 1))) {
            int equals = part.indexOf("=[");
            if (equals > 0 && part.endsWith("]")) {
                attributes.put(
                        part.substring(0, equals),
                        part.substring(equals + 2, part.length() - 1).strip());
            }
        }
        return new PlanNode(description.substring(0, open), attributes);
    }

    /** What a list has in it, such as the columns of {@code select}. */
    public List<String> list(String attribute) {
        return get(attribute).map(StepText::parts).orElse(List.of());
    }

    /** An attribute that says something. */
    public Optional<String> get(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).filter(text -> !text.isEmpty());
    }
}
