package dev.kafkaflink.operator.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.Reason;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the job manager adds to the Flink operator's word; the rest is in the replayed recordings. */
class JobChecksTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aStableJobWithThreeFailuresInFiveMinutesIsInALoop() {
        assertThat(health(job("RUNNING", null, 100, 50, 5)))
                .contains(Finding.of(Reason.CrashLoop, "the job fails again and again: / by zero"));
    }

    @Test
    void twoFailuresAreNoLoop() {
        assertThat(health(job("RUNNING", 2, 50, 5))).isEmpty();
    }

    @Test
    void aLoopIsOverWhenItHasBeenQuietForLongerThanARestartTakes() {
        assertThat(health(job("RUNNING", 300, 200, 150, 85)).map(Finding::reason))
                .contains(Reason.CrashLoop);
        assertThat(health(job("RUNNING", 300, 200, 150, 95)).map(Finding::reason))
                .isNotEqualTo(Optional.of(Reason.CrashLoop));
    }

    @Test
    void aLoopIsOverWhenACheckpointHasSucceededSince() {
        assertThat(health(job("RUNNING", 2, 200, 150, 20))).isPresent();
        assertThat(health(job("RUNNING", 2, 200, 150, 40))).isEmpty();
        assertThat(health(job("RUNNING", 60, 200, 150, 40))).isPresent();
    }

    @Test
    void aJobThatIsDownAfterAFailureRestarts() {
        assertThat(health(job("RESTARTING", 60, 4)))
                .contains(Finding.of(Reason.Restarting, "the job restarts after a failure: / by zero"));
    }

    @Test
    void theWordOfAnotherJobDoesNotCount() {
        JobFacts other = new JobFacts(NOW, "other", "RESTARTING", NOW, 9, List.of(), null, "");

        assertThat(health(other)).isEmpty();
    }

    @Test
    void aJobWithoutACheckpointForNinetySecondsIsNotWell() {
        assertThat(health(job("RUNNING", 89))).isEmpty();
        assertThat(health(job("RUNNING", 91)))
                .hasValueSatisfying(finding -> assertThat(finding.reason()).isEqualTo(Reason.CheckpointsFailing));
        assertThat(health(job("RUNNING", null)))
                .as("counted from the job's start")
                .hasValueSatisfying(finding -> assertThat(finding.reason()).isEqualTo(Reason.CheckpointsFailing));
    }

    private static JobFacts job(String state, Integer checkpointAge, Integer... failureAges) {
        List<JobFacts.Failure> failures = Arrays.stream(failureAges)
                .sorted()
                .map(age -> new JobFacts.Failure(NOW.minusSeconds(age), "/ by zero"))
                .toList();
        return new JobFacts(
                NOW,
                "job",
                state,
                NOW.minus(Duration.ofHours(1)),
                failures.size(),
                failures,
                checkpointAge == null ? null : NOW.minusSeconds(checkpointAge),
                "");
    }

    private static Optional<Finding> health(JobFacts job) {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(
                new ObjectMetaBuilder().withNamespace("lake").withName("delays").build());
        Instant hourAgo = NOW.minus(Duration.ofHours(1));
        DeploymentFacts stable = new DeploymentFacts(
                "delays", true, false, hourAgo, null, 1, 1, 1, false, "r", "r", null, "", "STABLE", "RUNNING", "READY",
                "job", hourAgo, "", "", "", hourAgo);
        Defaults defaults = new Defaults("", "", "", Map.of(), "", Duration.ofSeconds(30));
        Observed observed = new Observed(
                pipeline, null, List.of(), stable, Set.of(), null, Map.of(), job, PodFacts.NONE, List.of(), defaults);
        return JobChecks.health(stable, job, observed, NOW);
    }
}
