package dev.kafkaflink.operator.core.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.RolledBack;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.SomeDeployment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A FlinkDeployment that is deleted while its job is put back is made anew as it was. */
class RolledBackJobTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String FOLDER = "s3://lake/lake/delays";
    private static final Set<String> DEFINITIONS = Set.of("delays-definition-old");

    @Test
    void itIsRememberedAsLongAsTheSameIsAsked() {
        ObservedBuilder world = world(null, false);

        assertThat(RolledBackJob.remembered(world.build())).isPresent();
        assertThat(RolledBackJob.remembered(world(null, true).build()))
                .as("that it is to rest is no other job")
                .isPresent();
        assertThat(RolledBackJob.remembered(world(7L, false).build()))
                .as("it is to be tried again")
                .isEmpty();
        assertThat(RolledBackJob.remembered(world.definitions(Set.of()).build()))
                .as("its definition is gone")
                .isEmpty();
        assertThat(RolledBackJob.remembered(world(null, false)
                        .deployment(SomeDeployment.well("old", "job", NOW))
                        .build()))
                .as("the FlinkDeployment itself says it")
                .isEmpty();
    }

    @Test
    void anEditThatAskedForNoStateAskedSoForWhatDidNotStart() {
        Observed world = world(null, false).build();

        assertThat(RestoreDecision.of(world, "old", NOW).path()).contains(FOLDER + "/newest");
        assertThat(RestoreDecision.of(world(7L, false).build(), "new", NOW).path())
                .isEmpty();
    }

    private static ObservedBuilder world(Long restartNonce, boolean suspended) {
        String request =
                RolledBackJob.request(ObservedBuilder.delays(spec(null, false)).build());
        ObservedBuilder world =
                ObservedBuilder.delays(spec(restartNonce, suspended)).definitions(DEFINITIONS);
        JobStatus job = new JobStatus(
                "job",
                "Running",
                null,
                null,
                null,
                null,
                null,
                FOLDER,
                null,
                null,
                null,
                null,
                new RolledBack(request, "revision new: no image", "old", "old", "{}"),
                null);
        world.build().pipeline().setStatus(new PipelineStatus(1L, List.of(), List.of(), job, null, null, null, null));
        return world;
    }

    private static PipelineSpec spec(Long restartNonce, boolean suspended) {
        JobSpec job = new JobSpec(null, null, UpgradeMode.Stateless, null, null, null, Map.of(), restartNonce);
        return new PipelineSpec(null, List.of(), List.of(), List.of(), List.of(), null, null, job, suspended);
    }
}
