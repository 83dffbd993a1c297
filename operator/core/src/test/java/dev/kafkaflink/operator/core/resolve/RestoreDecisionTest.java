package dev.kafkaflink.operator.core.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.SomeDeployment;
import dev.kafkaflink.operator.core.resolve.RestoreDecision.Deployment;
import dev.kafkaflink.operator.core.resolve.RestoreDecision.From;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From which state the next job begins, row by row. */
class RestoreDecisionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String FOLDER = "s3://lake/checkpoints/lake/delays";
    private static final DeploymentFacts RUNS = SomeDeployment.well("r", "job", NOW.minusSeconds(600));
    private static final DeploymentFacts STUCK =
            SomeDeployment.failed(RUNS, "DEPLOYED", "RECONCILING", "Job Not Found", FOLDER + "/savepoints/savepoint-1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # deployment | another | stateless | seen  | from
              NONE       | false   | true      | false | EMPTY
              NONE       | false   | true      | true  | EMPTY
              NONE       | false   | false     | true  | NEWEST
              NONE       | false   | false     | false | NEWEST_IF_ANY
              WORKS      | false   | false     | false | UNCHANGED
              WORKS      | false   | false     | true  | UNCHANGED
              WORKS      | false   | true      | false | UNCHANGED
              WORKS      | false   | true      | true  | UNCHANGED
              WORKS      | true    | true      | false | EMPTY
              WORKS      | true    | true      | true  | EMPTY
              WORKS      | true    | false     | false | STOPPED
              WORKS      | true    | false     | true  | STOPPED
              STUCK      | false   | false     | false | UNCHANGED
              STUCK      | false   | false     | true  | UNCHANGED
              STUCK      | false   | true      | false | UNCHANGED
              STUCK      | false   | true      | true  | UNCHANGED
              STUCK      | true    | true      | false | EMPTY
              STUCK      | true    | true      | true  | EMPTY
              STUCK      | true    | false     | true  | NEWEST
              STUCK      | true    | false     | false | NEWEST_IF_ANY
            """)
    void eachRow(Deployment deployment, boolean another, boolean stateless, boolean seen, From from) {
        assertThat(RestoreDecision.from(deployment, another, stateless, seen)).isEqualTo(from);
    }

    @Test
    void aJobThatWasDeletedBeforeAnybodyLookedAtItGoesOnFromWhatItKept() {
        RestoreDecision decision = decide(null, null, UpgradeMode.Savepoint, "r");

        assertThat(decision.path())
                .contains(FOLDER + "/newest-since-" + NOW.minusSeconds(3600).getEpochSecond());
        assertThat(decision.redeploys()).isFalse();
    }

    @Test
    void stateThatWasSeenHasToBeThere() {
        assertThat(decide(null, FOLDER, UpgradeMode.Savepoint, "r").path()).contains(FOLDER + "/newest");
    }

    @Test
    void aRescueTakesTheNewestStateAndNotThatOfTheLastUpgrade() {
        RestoreDecision decision = decide(STUCK, FOLDER, UpgradeMode.Savepoint, "another");

        assertThat(decision.path()).contains(FOLDER + "/newest");
        assertThat(decision.redeploys()).isTrue();
    }

    // As when the old file is applied again before the two minutes are over.
    @Test
    void aRevisionThatWasPutBackTooEarlyToBeARescueIsRescuedLater() {
        DeploymentFacts.Spec putBack =
                new DeploymentFacts.Spec(false, new DeploymentFacts.Revision("old", "old"), null, null, "", Map.of());
        DeploymentFacts deployment =
                new DeploymentFacts("delays", true, false, 3, STUCK.origin(), putBack, STUCK.status(), STUCK.times());

        assertThat(decide(deployment, FOLDER, UpgradeMode.Savepoint, "old").redeploys())
                .isTrue();
    }

    @Test
    void aJobWithoutUseForItsStateBeginsWithoutIt() {
        RestoreDecision decision = decide(STUCK, FOLDER, UpgradeMode.Stateless, "another");

        assertThat(decision.path()).isEmpty();
        assertThat(decision.redeploys()).isTrue();
    }

    private static RestoreDecision decide(
            DeploymentFacts deployment, String stateFolder, UpgradeMode upgrade, String revision) {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(new ObjectMetaBuilder()
                .withNamespace("lake")
                .withName("delays")
                .withCreationTimestamp(NOW.minusSeconds(3600).toString())
                .build());
        pipeline.setSpec(new PipelineSpec(
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                new JobSpec(null, null, upgrade, null, null, null, Map.of(), null),
                null));
        if (stateFolder != null) {
            JobStatus job = new JobStatus(
                    "job", "Running", null, null, null, null, null, stateFolder, null, null, null, null, null, null);
            pipeline.setStatus(new PipelineStatus(1L, List.of(), List.of(), job, null, null, null, null));
        }
        Defaults defaults = new Defaults(
                "image", "flink", "s3://lake/checkpoints", Map.of(), "", Duration.ofSeconds(30), Duration.ofMinutes(1));
        return RestoreDecision.of(
                ObservedBuilder.of(pipeline)
                        .deployment(deployment)
                        .defaults(defaults)
                        .build(),
                revision,
                NOW);
    }
}
