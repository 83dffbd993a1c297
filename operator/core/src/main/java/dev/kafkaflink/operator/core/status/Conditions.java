package dev.kafkaflink.operator.core.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Conditions in the making: a transition time moves only when a condition's status does. */
final class Conditions {
    static final String TRUE = "True";
    static final String FALSE = "False";
    static final String UNKNOWN = "Unknown";
    /** Kubernetes' own limit. */
    private static final int LONGEST_MESSAGE = 32768;

    private final List<Condition> previous;
    private final Long generation;
    private final String now;
    private final List<Condition> made = new ArrayList<>();

    Conditions(List<Condition> previous, Long generation, Instant now) {
        this.previous = previous;
        this.generation = generation;
        this.now = now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    void add(String type, String status, String reason, String message) {
        String since = previous.stream()
                .filter(condition -> condition.getType().equals(type) && status.equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElse(now);
        made.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build());
    }

    List<Condition> all() {
        return List.copyOf(made);
    }
}
