package dev.kafkaflink.operator.edge.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import dev.kafkaflink.operator.core.naming.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObserverTest {
    private static final ConfigMap APPLIED = map("demo-definition-1a2b", Map.of(Labels.PLANNED, "3c4d"));

    @Test
    void aDefinitionThatWasAppliedCountsAsPlanned() {
        var verdicts =
                Observer.verdicts("demo", List.of(map("demo-definition-1a2b", null), map("other", null)), Map.of());

        assertThat(verdicts).containsOnlyKeys("1a2b");
        assertThat(verdicts.get("1a2b").report().problems()).isEmpty();
    }

    @Test
    void soDoTheSettingsWithWhichItWasAccepted() {
        assertThat(Observer.verdicts("demo", List.of(APPLIED), Map.of())).containsOnlyKeys("1a2b", "3c4d");
    }

    @Test
    void whatThePlannerSaysComesFirst() {
        var answer = PlannerVerdict.of(new PlanReport(List.of(), List.of()));

        assertThat(Observer.verdicts("demo", List.of(APPLIED), Map.of("1a2b", answer)))
                .containsEntry("1a2b", answer);
    }

    @Test
    void aPlannerThatFailsDoesNotTakeAnAcceptanceBack() {
        var verdict = Observer.verdicts(
                        "demo", List.of(APPLIED), Map.of("1a2b", PlannerVerdict.failed("planner failed")))
                .get("1a2b");

        assertThat(verdict.report().problems()).isEmpty();
        assertThat(verdict.failure()).isEqualTo("planner failed");
    }

    private static ConfigMap map(String name, Map<String, String> annotations) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }
}
