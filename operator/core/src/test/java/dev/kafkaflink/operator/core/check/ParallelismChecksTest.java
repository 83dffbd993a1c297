package dev.kafkaflink.operator.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.JobSpec;
import dev.kafkaflink.crds.v1alpha1.JobSpec.UpgradeMode;
import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.JobStatus;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.resolve.MaxParallelism;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What state that is there lets a job be. */
class ParallelismChecksTest {
    private static final String SETTING = "spec.job.flinkConfiguration[pipeline.max-parallelism]";

    @Test
    void aFirstJobMayBeSplitAsItLikes() {
        assertThat(look(4, "64", UpgradeMode.Savepoint, null)).isEmpty();
        assertThat(look(200, null, UpgradeMode.Savepoint, null)).isEmpty();
        assertThat(MaxParallelism.of(world(200, null, UpgradeMode.Savepoint, null)))
                .isEqualTo(512);
        assertThat(MaxParallelism.of(world(4, "64", UpgradeMode.Savepoint, null)))
                .isEqualTo(64);
    }

    @Test
    void stateIsNotSplitAnew() {
        assertThat(look(4, "64", UpgradeMode.Savepoint, 128)).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo(SETTING);
            assertThat(finding.message())
                    .startsWith("the job's state is split into 128 parts, which cannot be changed to 64; put 128 back");
        });
        assertThat(look(4, "128", UpgradeMode.Savepoint, 128)).isEmpty();
        assertThat(MaxParallelism.of(world(100, null, UpgradeMode.Savepoint, 128)))
                .as("what Flink would choose for 100 is 256")
                .isEqualTo(128);
    }

    @Test
    void aJobDoesNotGrowBeyondTheParts() {
        assertThat(look(128, null, UpgradeMode.Savepoint, 128)).isEmpty();
        assertThat(look(129, null, UpgradeMode.Savepoint, 128)).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("spec.job.parallelism");
            assertThat(finding.message())
                    .startsWith("the job's state is split into 128 parts, so that it cannot run 129 subtasks;");
        });
        assertThat(look(65, "64", UpgradeMode.Savepoint, null)).singleElement().satisfies(finding -> assertThat(
                        finding.message())
                .startsWith("65 subtasks are more than pipeline.max-parallelism: 64 allows"));
    }

    @Test
    void aJobThatBeginsWithoutStateIsFree() {
        assertThat(look(4, "64", UpgradeMode.Stateless, 128)).isEmpty();
        assertThat(look(500, null, UpgradeMode.Stateless, 128)).isEmpty();
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThat(look(4, "many", UpgradeMode.Savepoint, null))
                .containsExactly(new Finding(
                        Reason.InvalidValue, SETTING, "'many' cannot be used; give a whole number from 1 to 32768"));
    }

    private static List<Finding> look(int parallelism, String setting, UpgradeMode upgrade, Integer pinned) {
        return ParallelismChecks.look(world(parallelism, setting, upgrade, pinned));
    }

    private static Observed world(int parallelism, String setting, UpgradeMode upgrade, Integer pinned) {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(
                new ObjectMetaBuilder().withNamespace("lake").withName("delays").build());
        Map<String, String> flink = setting == null ? Map.of() : Map.of(MaxParallelism.SETTING, setting);
        JobSpec job = new JobSpec(parallelism, null, upgrade, null, null, null, flink, null);
        pipeline.setSpec(new PipelineSpec(null, List.of(), List.of(), List.of(), List.of(), null, null, job, null));
        if (pinned != null) {
            JobStatus ran = new JobStatus(
                    "job",
                    "Running",
                    null,
                    null,
                    null,
                    null,
                    null,
                    "s3://lake/delays",
                    null,
                    null,
                    pinned,
                    null,
                    null,
                    null);
            pipeline.setStatus(new PipelineStatus(1L, List.of(), List.of(), ran, null, null, null, null));
        }
        return ObservedBuilder.of(pipeline).build();
    }
}
