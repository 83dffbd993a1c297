package dev.kafkaflink.operator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.JobFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequeueTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aPipelineThatOnlyItsAuthorCanMendIsLeftAlone() {
        assertThat(next(false, null, Reason.QueryInvalid, Reason.Waiting, Reason.TopicsWaiting))
                .isNull();
        assertThat(next(false, null, Reason.Suspended)).isNull();
    }

    @Test
    void theSoonestReasonCounts() {
        assertThat(next(false, null, Reason.KafkaUnreachable)).hasSeconds(30);
        assertThat(next(false, null, Reason.KafkaUnreachable, Reason.TopicsPending))
                .hasSeconds(10);
    }

    // Figures measured so many seconds ago, and when to look again.
    @ParameterizedTest
    @CsvSource({"0, 30", "12, 18", "28, 5", "30, 5", "59, 5", "61, 30", "9999, 30"})
    void aJobIsLookedAtWhenItsFiguresAreDue(int age, int seconds) {
        assertThat(next(true, age)).hasSeconds(seconds);
    }

    @Test
    void aJobWithoutFiguresIsLookedAtSoonButNotForEver() {
        assertThat(next(true, null)).hasSeconds(5);
        assertThat(Requeue.next(observed(JOB, sample(90)), List.of(), null, NOW))
                .hasSeconds(30);
        assertThat(Requeue.next(observed(JOB), List.of(), null, NOW)).hasSeconds(30);
    }

    @Test
    void aJobOfWhichNothingIsHeardIsLeftAloneUntilItIs() {
        Metrics old = new Metrics(NOW.minusSeconds(600).toString(), null, null, null, null, null, null);

        assertThat(Requeue.next(observed(JOB.silent(NOW), sample(90)), List.of(), old, NOW))
                .isNull();
        assertThat(Requeue.next(observed(null), List.of(Finding.of(Reason.Suspended, "rests")), old, NOW))
                .as("a suspended pipeline")
                .isNull();
    }

    private static Duration next(boolean job, Integer age, Reason... reasons) {
        List<Finding> findings = List.of(reasons).stream()
                .map(reason -> Finding.of(reason, "message"))
                .toList();
        Metrics metrics =
                age == null ? null : new Metrics(NOW.minusSeconds(age).toString(), null, null, null, null, null, null);
        return Requeue.next(job ? observed(JOB, sample(1)) : observed(null), findings, metrics, NOW);
    }

    private static final JobFacts JOB =
            new JobFacts(NOW, "job", "RUNNING", NOW, 0, List.of(), NOW, "", "r", 0, null, null);

    private static Sample sample(int age) {
        return new Sample(
                NOW.minusSeconds(age),
                new Sample.Attempt("job", NOW, 0),
                List.of(),
                null,
                null,
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                null,
                null,
                null);
    }

    private static Observed observed(JobFacts job, Sample... samples) {
        return ObservedBuilder.delays(null).job(job).samples(List.of(samples)).build();
    }
}
