package dev.kafkaflink.operator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Notice;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.SomeDeployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job manager that is started again leaves one trace: the start time of its job moves. */
class JobStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant FIRST = NOW.minusSeconds(600);

    private DeploymentFacts deployment = SomeDeployment.well("r", "job", FIRST);
    private PipelineStatus status;
    private final List<Notice> notices = new ArrayList<>();

    @Test
    void aStartThatMovesIsCountedAndTold() {
        look(job("job", FIRST), Reason.Running);
        look(job("job", FIRST).silent(NOW), Reason.JobUnknown);
        look(null, Reason.JobUnknown);
        assertThat(status.job().jobManagerRestarts()).isNull();
        assertThat(notices).isEmpty();

        look(job("job", NOW), Reason.Running);
        // The Flink operator says the old time for a while yet.
        look(null, Reason.JobUnknown);
        look(job("job", NOW), Reason.Running);

        assertThat(status.job().jobManagerRestarts()).isEqualTo(1);
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(Notice.Kind.JobManagerRestarted);
            assertThat(notice.message()).contains("started again at 2026-11-22T12:00:00Z (1 since");
        });
    }

    @Test
    void aStartOnPurposeIsNot() {
        look(job("job", FIRST), Reason.Running);
        look(job("job", FIRST), Reason.Suspended);
        look(job("job", NOW), Reason.Running);

        assertThat(status.job().jobManagerRestarts()).isNull();
        assertThat(notices).isEmpty();
    }

    // The operator sees of it only that it is over: its status still has the start of the job before.
    @ParameterizedTest
    @ValueSource(strings = {"r", "edited"})
    void aStartOnPurposeIsNotWhileTheOperatorWasDead(String revision) {
        look(job("job", FIRST), Reason.Running);
        look(job("job", FIRST), revision.equals("r") ? Reason.Suspending : Reason.Upgrading);

        deployment = SomeDeployment.well(revision, "job", NOW.minusSeconds(30));
        look(null, Reason.JobUnknown);
        look(job("job", NOW), Reason.Running);
        assertThat(status.job().jobManagerRestarts()).isNull();
        assertThat(notices).isEmpty();

        look(job("job", NOW.plusSeconds(60)), Reason.Running);
        assertThat(status.job().jobManagerRestarts()).isEqualTo(1);
    }

    private void look(JobFacts job, Reason reason) {
        var observed =
                ObservedBuilder.delays(null).deployment(deployment).job(job).build();
        List<Finding> findings = reason == Reason.Running ? List.of() : List.of(Finding.of(reason, "message"));
        PipelineStatus next = Statuses.status(status, observed, findings, StatusParts.NONE, NOW);
        notices.addAll(Notices.of(status, next));
        status = next;
    }

    private static JobFacts job(String id, Instant start) {
        return new JobFacts(NOW, id, "RUNNING", start, 0, List.of(), NOW, "", "r", 0, null, null);
    }
}
