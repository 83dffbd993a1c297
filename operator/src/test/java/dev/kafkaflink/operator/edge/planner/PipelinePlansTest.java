package dev.kafkaflink.operator.edge.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.operator.core.model.PlannerVerdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelinePlansTest {
    private static final PlannerVerdict GOOD = PlannerVerdict.of(PlanReport.of(List.of()));
    private static final PlannerVerdict FAILED = PlannerVerdict.failed("planner failed");

    private final PipelinePlans plans = new PipelinePlans(Duration.ofSeconds(10));

    @Test
    void aQuestionIsAskedOnce() {
        assertThat(plans.ask("a")).isTrue();
        assertThat(plans.ask("a")).isFalse();
        plans.answered("a", GOOD);
        assertThat(plans.ask("a")).isFalse();
        assertThat(plans.verdicts()).containsEntry("a", GOOD);
    }

    @Test
    void anEarlierAnswerIsKnownWhenAnEditIsTakenBack() {
        plans.ask("a");
        plans.answered("a", GOOD);
        plans.ask("b");
        plans.answered("b", GOOD);

        assertThat(plans.ask("a")).isFalse();
        assertThat(plans.verdicts()).containsOnlyKeys("a", "b");
    }

    @Test
    void anEarlierFailureIsTriedAnewWhenAnEditIsTakenBack() {
        plans.ask("a");
        plans.answered("a", FAILED);
        plans.ask("b");

        assertThat(plans.ask("a")).isTrue();
        assertThat(plans.verdicts()).isEmpty();
    }

    @Test
    void theDistanceBetweenRetriesDoublesUpToALimit() {
        plans.ask("a");

        assertThat(plans.answered("a", FAILED)).contains(Duration.ofSeconds(10));
        assertThat(plans.answered("a", FAILED)).contains(Duration.ofSeconds(20));
        for (int i = 0; i < 100; i++) {
            plans.answered("a", FAILED);
        }
        assertThat(plans.answered("a", FAILED)).contains(Duration.ofMinutes(10));
    }

    @Test
    void aFailureOfAQuestionThatHasLapsedIsNotRetried() {
        plans.ask("a");
        plans.ask("b");

        assertThat(plans.answered("a", FAILED)).isEmpty();
    }

    @Test
    void anotherQuestionAfterFailuresIsAskedAtOnceAndRetriedRarely() {
        plans.ask("a");
        plans.answered("a", FAILED);
        plans.answered("a", FAILED);

        assertThat(plans.ask("b")).isTrue();
        assertThat(plans.answered("b", FAILED)).contains(Duration.ofSeconds(40));
    }

    @Test
    void anAnswerEndsTheBackoff() {
        plans.ask("a");
        plans.answered("a", FAILED);
        plans.answered("a", GOOD);
        plans.ask("b");

        assertThat(plans.answered("b", FAILED)).contains(Duration.ofSeconds(10));
    }

    @Test
    void aReportIsNotTakenBackByALaterFailure() {
        plans.ask("a");
        plans.answered("a", GOOD);
        plans.answered("a", FAILED);

        assertThat(plans.verdicts().get("a").report()).isNotNull();
    }

    @Test
    void onlyTheLatestAnswersAreKept() {
        for (int i = 0; i < 9; i++) {
            plans.ask("h" + i);
            plans.answered("h" + i, GOOD);
        }

        assertThat(plans.verdicts()).hasSize(8).doesNotContainKey("h0");
    }
}
