package dev.kafkaflink.job.connector.step;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Flink's own count of the rows that an operator leaves out since they are late. That it moves while a row is processed says,
 * for every kind of window alike, what the operator decided over the row.
 */
final class LateCounter {
    private final Counter dropped;

    private LateCounter(Counter dropped) {
        this.dropped = dropped;
    }

    /**
     * The counter that an operator has registered.
     *
     * @throws IllegalStateException if there is none: late rows would be lost
     */
    static LateCounter of(MetricGroup operator, String name) {
        if (metrics(operator).get(name) instanceof Counter counter) {
            return new LateCounter(counter);
        }
        throw new IllegalStateException(
                "an operator of Flink's has no counter '" + name + "'; set deadLetters.late to Count, and report this");
    }

    /** A group hands out no metric that somebody else has registered. */
    private static Map<?, ?> metrics(MetricGroup group) {
        try {
            Field metrics = AbstractMetricGroup.class.getDeclaredField("metrics");
            metrics.setAccessible(true);
            return (Map<?, ?>) metrics.get(group);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this version of Flink keeps its metrics in another way; set deadLetters.late to Count", e);
        }
    }

    /** Whether rows were left out since the last call. They are not counted any more: whoever asks keeps them. */
    boolean takeOver() {
        long rows = dropped.getCount();
        if (rows == 0) {
            return false;
        }
        dropped.dec(rows);
        return true;
    }
}
