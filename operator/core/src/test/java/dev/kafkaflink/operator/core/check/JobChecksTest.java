package dev.kafkaflink.operator.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.PodFacts.Pod;
import dev.kafkaflink.operator.core.model.PodFacts.Process;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.SomeDeployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        JobFacts other = new JobFacts(NOW, "other", "RESTARTING", NOW, 9, List.of(), null, "", "", 0, null, null);

        assertThat(health(other)).hasValueSatisfying(finding -> {
            assertThat(finding.reason()).isEqualTo(Reason.JobUnknown);
            assertThat(finding.message()).startsWith("the job manager has said nothing of this job yet");
        });
        assertThat(health(null).map(Finding::reason))
                .as("as after a restart of the operator")
                .contains(Reason.JobUnknown);
    }

    @Test
    void ofAJobManagerThatDoesNotAnswerNothingIsKnown() {
        JobFacts silent = job("RUNNING", 600).silent(NOW.minusSeconds(20));

        assertThat(health(silent)).hasValueSatisfying(finding -> {
            assertThat(finding.reason()).isEqualTo(Reason.JobUnknown);
            assertThat(finding.message()).startsWith("the job manager has not answered since 2026-11-22T11:59:40Z");
        });
    }

    @Test
    void oldFactsDoNotRipen() {
        JobFacts facts = job("RUNNING", 80);
        Instant later = NOW.plusSeconds(30);

        assertThat(health(STABLE, facts, PodFacts.NONE, later)).isEmpty();
    }

    @Test
    void aJobManagerThatIsStartedAgainIsNoMystery() {
        Pod starting = new Pod("delays-1-b", Process.JobManager, NOW, false, null, "", "ContainerCreating", "");
        Pod leaving = new Pod("delays-1-a", Process.JobManager, NOW, true, NOW, "", "", "");
        PodFacts pods = new PodFacts(List.of(leaving, starting), List.of());

        assertThat(health(STABLE, job("RUNNING", 2).silent(NOW), pods, NOW))
                .contains(
                        Finding.of(
                                Reason.Restarting,
                                "the job manager is being started again (pod 'delays-1-b'); the job then goes on from its last checkpoint"));
    }

    @Test
    void aJobOfOurRevisionThatRunsIsReadyWhateverTheFlinkOperatorHasGotRoundTo() {
        DeploymentFacts deployed = deployment("DEPLOYED", "RECONCILING", "DEPLOYED_NOT_READY");

        assertThat(health(deployed, ours("r", 0), PodFacts.NONE, NOW)).isEmpty();
        assertThat(reason(deployed, ours("r", 1))).as("not all tasks run").isEqualTo(Reason.Starting);
        assertThat(reason(deployed, ours("old", 0))).as("the one before").isEqualTo(Reason.Starting);
        assertThat(reason(deployed, ours("", 0))).as("it does not say").isEqualTo(Reason.Starting);
        assertThat(reason(deployed, ours("r", 0).silent(NOW))).isEqualTo(Reason.Starting);
        assertThat(reason(deployment("UPGRADING", "FINISHED", "READY"), ours("r", 0)))
                .as("it is being stopped")
                .isEqualTo(Reason.Starting);
    }

    @Test
    void aStableJobOfWhichATaskDoesNotRunIsNotWell() {
        assertThat(reason(STABLE, ours("r", 1))).isEqualTo(Reason.Restarting);
        assertThat(reason(STABLE, ours("old", 0))).isEqualTo(Reason.Upgrading);
    }

    @Test
    void aJobWithoutAConnectionToKafkaIsNotWell() {
        assertThat(reason(STABLE, connected(0L, NOW.minusSeconds(60)))).isEqualTo(Reason.KafkaDisconnected);
        assertThat(health(connected(1L, NOW.minusSeconds(60)))).isEmpty();
        assertThat(health(connected(0L, NOW.minusSeconds(20))))
                .as("Flink's figures are of before the start")
                .isEmpty();
    }

    private static JobFacts ours(String revision, int pendingTasks) {
        return new JobFacts(
                NOW, "job", "RUNNING", NOW.minusSeconds(9), 0, List.of(), null, "", revision, pendingTasks, null, null);
    }

    private static JobFacts connected(Long connections, Instant start) {
        return new JobFacts(NOW, "job", "RUNNING", start, 0, List.of(), NOW, "", "r", 0, connections, null);
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
                "",
                "",
                0,
                null,
                null);
    }

    private static final DeploymentFacts STABLE = deployment("STABLE", "RUNNING", "READY");

    private static Optional<Finding> health(JobFacts job) {
        return health(STABLE, job, PodFacts.NONE, NOW);
    }

    private static Reason reason(DeploymentFacts deployment, JobFacts job) {
        return health(deployment, job, PodFacts.NONE, NOW).orElseThrow().reason();
    }

    private static DeploymentFacts deployment(String lifecycleState, String jobState, String jobManager) {
        Instant since = lifecycleState.equals("STABLE") ? NOW.minus(Duration.ofHours(1)) : NOW.minusSeconds(10);
        return SomeDeployment.in(SomeDeployment.well("r", "job", since), lifecycleState, jobState, jobManager);
    }

    private static Optional<Finding> health(DeploymentFacts deployment, JobFacts job, PodFacts pods, Instant now) {
        Observed observed = ObservedBuilder.delays(null)
                .deployment(deployment)
                .job(job)
                .pods(pods)
                .build();
        return JobChecks.health(deployment, job, observed, now);
    }
}
