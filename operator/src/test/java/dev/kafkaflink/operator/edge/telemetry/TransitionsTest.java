package dev.kafkaflink.operator.edge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionsTest {

    @Test
    void aConditionThatStaysIsNotToldAgainThoughItsMessageChanges() {
        var before = condition("TopicsReady", "False", "TopicsPending", "1 of 2");
        var after = condition("TopicsReady", "False", "TopicsPending", "2 of 2");

        assertThat(Transitions.changed(List.of(before), List.of(after))).isEmpty();
    }

    @Test
    void aConditionWithAnotherValueOrReasonIsTold() {
        var before = List.of(
                condition("SpecAccepted", "True", "Accepted", ""), condition("JobRunning", "False", "Starting", ""));
        var refused = condition("SpecAccepted", "False", "QueryInvalid", "");
        var failing = condition("JobRunning", "False", "CrashLoop", "");

        assertThat(Transitions.changed(before, List.of(refused, failing))).containsExactly(refused, failing);
    }

    @Test
    void aFirstConditionIsToldOnceItSaysSomething() {
        var unknown = condition("SpecAccepted", "Unknown", "Planning", "");
        var running = condition("JobRunning", "True", "Running", "");

        assertThat(Transitions.changed(List.of(), List.of(unknown, running))).containsExactly(running);
    }

    @Test
    void conditionsThatRepeatTheOthersAreNotTold() {
        var after = List.of(
                condition("Ready", "False", "Starting", ""),
                condition("Reconciling", "True", "Starting", ""),
                condition("Stalled", "False", "UpToDate", ""));

        assertThat(Transitions.changed(List.of(), after)).isEmpty();
    }

    private static Condition condition(String type, String status, String reason, String message) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .build();
    }
}
