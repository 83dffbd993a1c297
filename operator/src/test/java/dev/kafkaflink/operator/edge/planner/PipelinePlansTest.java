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
    void onlyTheLatestAnswersAreKept() {
        for (String hash : List.of("a", "b", "c", "d", "e")) {
            plans.ask(hash);
            plans.answered(hash, GOOD);
        }

        assertThat(plans.verdicts()).containsOnlyKeys("b", "c", "d", "e");
    }
}
