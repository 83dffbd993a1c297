package dev.kafkaflink.operator.edge.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.KafkaStatus;
import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import java.time.Instant;
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

    @Test
    void theClusterAtAnAddressIsTheOneThatAnswersThereOrWasKnownToBe() {
        KafkaFlinkPipeline pipeline = ObservedBuilder.delays(null).build().pipeline();
        assertThat(Observer.clusterAt("here:1", pipeline, null)).isEmpty();

        pipeline.setStatus(
                new PipelineStatus(1L, List.of(), List.of(), null, null, null, new KafkaStatus("known"), null));
        assertThat(Observer.clusterAt("here:1", pipeline, null)).isEqualTo("known");
        assertThat(Observer.clusterAt("here:1", pipeline, look("here:1", "told", "")))
                .isEqualTo("told");
        assertThat(Observer.clusterAt("here:1", pipeline, look("there:1", "told", "")))
                .isEqualTo("known");
        assertThat(Observer.clusterAt("here:1", pipeline, look("here:1", "", "no answer")))
                .isEqualTo("known");

        pipeline.getMetadata().setGeneration(2L);
        assertThat(Observer.clusterAt("here:1", pipeline, null))
                .as("the address may be another one since")
                .isEmpty();
    }

    private static KafkaLook look(String address, String clusterId, String failure) {
        return new KafkaLook(new KafkaLook.Question(address, Set.of()), Instant.EPOCH, clusterId, Set.of(), failure);
    }
}
