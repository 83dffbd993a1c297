package dev.kafkaflink.job.translate;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.AbstractMultipleInputTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * Which of an operator's states forget, by {@code table.exec.state.ttl} or a {@code STATE_TTL} hint. Flink writes their values
 * together with a time: a state that forgets cannot be restored from one that does not, nor the other way round. After how long
 * is all the same. The planner's description of an operator says nothing of it, so that the operator itself is asked.
 */
final class ForgettingState {
    private static final Pattern LOOKED_INTO =
            Pattern.compile("org\\.apache\\.flink\\.(table\\.runtime|streaming\\.api)\\.operators\\..*");

    private final Set<String> states = new TreeSet<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ForgettingState() {}

    /** Names of those states, sorted: {@code state}, {@code leftState}, {@code rightState}. */
    static List<String> of(Transformation<?> step) {
        ForgettingState forgetting = new ForgettingState();
        forgetting.look(factory(step));
        return List.copyOf(forgetting.states);
    }

    private static StreamOperatorFactory<?> factory(Transformation<?> step) {
        if (step instanceof OneInputTransformation<?, ?> one) {
            return one.getOperatorFactory();
        }
        if (step instanceof TwoInputTransformation<?, ?, ?> two) {
            return two.getOperatorFactory();
        }
        return step instanceof AbstractMultipleInputTransformation<?> many ? many.getOperatorFactory() : null;
    }

    private void look(Object part) {
        if (part == null || !LOOKED_INTO.matcher(part.getClass().getName()).matches() || !seen.add(part)) {
            return;
        }
        for (Class<?> type = part.getClass();
                type.getName().startsWith("org.apache.flink.");
                type = type.getSuperclass()) {
            List<Field> fields = Arrays.stream(type.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .toList();
            for (Field field : fields) {
                look(field, value(field, part), fields);
            }
        }
    }

    private void look(Field field, Object value, List<Field> siblings) {
        if (value instanceof StateTtlConfig ttl) {
            if (ttl.isEnabled()) {
                states.add("state");
            }
        } else if (value instanceof Long time) {
            if (time > 0) {
                state(field.getName(), siblings).ifPresent(states::add);
            }
        } else {
            look(value);
        }
    }

    /**
     * The state that a field holds the time of. Operators with a least and a most time keep plain values and a timer beside
     * them; a least time alone is that of a state.
     */
    private static Optional<String> state(String field, List<Field> siblings) {
        if (field.equals("minRetentionTime")) {
            return siblings.stream().anyMatch(sibling -> sibling.getName().equals("maxRetentionTime"))
                    ? Optional.empty()
                    : Optional.of("state");
        }
        return field.matches("stateRetentionTime|(left|right)StateRetentionTime")
                ? Optional.of(field.replace("RetentionTime", ""))
                : Optional.empty();
    }

    private static Object value(Field field, Object part) {
        try {
            field.setAccessible(true);
            return field.get(part);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Flink's own classes are open: " + field, e);
        }
    }
}
