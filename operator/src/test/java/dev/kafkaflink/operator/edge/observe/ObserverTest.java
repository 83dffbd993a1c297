package dev.kafkaflink.operator.edge.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.operator.core.model.PlannerVerdict;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObserverTest {

    @Test
    void aDefinitionThatWasAppliedCountsAsPlanned() {
        var verdicts = Observer.verdicts("demo", Set.of("demo-definition-1a2b", "other"), Map.of());

        assertThat(verdicts).containsOnlyKeys("1a2b");
        assertThat(verdicts.get("1a2b").report().problems()).isEmpty();
    }

    @Test
    void whatThePlannerSaysComesFirst() {
        var failed = PlannerVerdict.failed("planner failed");

        assertThat(Observer.verdicts("demo", Set.of("demo-definition-1a2b"), Map.of("1a2b", failed)))
                .containsEntry("1a2b", failed);
    }
}
