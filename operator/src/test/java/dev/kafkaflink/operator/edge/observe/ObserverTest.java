package dev.kafkaflink.operator.edge.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObserverTest {
    private static final Set<String> APPLIED = Set.of("demo-definition-1a2b");

    @Test
    void aDefinitionThatWasAppliedCountsAsPlanned() {
        var verdicts = Observer.verdicts("demo", Set.of("demo-definition-1a2b", "other"), Map.of());

        assertThat(verdicts).containsOnlyKeys("1a2b");
        assertThat(verdicts.get("1a2b").report().problems()).isEmpty();
    }

    @Test
    void whatThePlannerSaysComesFirst() {
        var answer = PlannerVerdict.of(new PlanReport(List.of(), List.of()));

        assertThat(Observer.verdicts("demo", APPLIED, Map.of("1a2b", answer))).containsEntry("1a2b", answer);
    }

    @Test
    void aPlannerThatFailsDoesNotTakeAnAcceptanceBack() {
        var verdict = Observer.verdicts("demo", APPLIED, Map.of("1a2b", PlannerVerdict.failed("planner failed")))
                .get("1a2b");

        assertThat(verdict.report().problems()).isEmpty();
        assertThat(verdict.failure()).isEqualTo("planner failed");
    }
}
