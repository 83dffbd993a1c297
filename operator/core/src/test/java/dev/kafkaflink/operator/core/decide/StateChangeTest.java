package dev.kafkaflink.operator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What begins anew, from the steps of the old plan and of the new one. */
class StateChangeTest {
    private static final Step WINDOW = new Step("sql-window", List.of("delays"), "Window");
    private static final Step OTHER_WINDOW = new Step("sql-other", List.of("delays"), "Window of another size");
    private static final Step JOIN = new Step("sql-join", List.of("weather"), "Join");
    private static final Step SHARED = new Step("sql-shared", List.of("delays", "weather"), "Rank");

    @Test
    void aStepThatComputesSomethingElseBeginsAnew() {
        assertThat(StateChange.begunAnew(List.of(WINDOW, JOIN), List.of(OTHER_WINDOW, JOIN)))
                .containsExactly(OTHER_WINDOW);
    }

    @Test
    void whatStaysKeepsItsState() {
        assertThat(StateChange.begunAnew(List.of(WINDOW, JOIN), List.of(JOIN, WINDOW)))
                .isEmpty();
        assertThat(StateChange.begunAnew(List.of(), List.of())).isEmpty();
    }

    @Test
    void whatIsAddedTakesNothingAway() {
        assertThat(StateChange.begunAnew(List.of(WINDOW), List.of(WINDOW, JOIN)))
                .isEmpty();
        assertThat(StateChange.begunAnew(List.of(), List.of(WINDOW))).isEmpty();
    }

    @Test
    void whatIsTakenOutIsNotMissed() {
        assertThat(StateChange.begunAnew(List.of(WINDOW, JOIN), List.of(JOIN))).isEmpty();
    }

    @Test
    void aSinkThatIsReplacedByAnotherIsANewOne() {
        assertThat(StateChange.begunAnew(List.of(WINDOW), List.of(JOIN))).isEmpty();
    }

    /** Else a job whose last expression that can fail is taken out would not start from its state. */
    @Test
    void whatCountsTheDeadLettersOfQueriesIsDroppedWithTheLastStepThatHasAny() {
        Step count = new Step("query-dead-letters", List.of(), "the number of dead letters of the queries");
        JobDefinition any = definition("{\"name\":\"s\",\"topic\":\"a\"}");

        assertThat(StateChange.of(List.of(JOIN, count), List.of(JOIN), any, any).dropped())
                .containsExactly("the number of dead letters of the queries");
        assertThat(StateChange.of(List.of(WINDOW), List.of(OTHER_WINDOW, count), any, any)
                        .begunAnew())
                .containsExactly("sink delays: Window of another size");
        assertThat(StateChange.of(List.of(JOIN), List.of(JOIN, count), any, any).steps())
                .as("steps of the queries")
                .isEqualTo(1);
    }

    @Test
    void aTopicThatIsReadNoMoreIsForgotten() {
        JobDefinition before = definition("{\"name\":\"s\",\"topics\":[\"a\",\"b\"]}");
        JobDefinition fewer = definition("{\"name\":\"s\",\"topic\":\"b\"}");
        JobDefinition matching = definition("{\"name\":\"s\",\"topicPattern\":\"[ab]\"}");

        assertThat(StateChange.of(List.of(), List.of(), before, fewer).dropped())
                .containsExactly("source s: how far topic a is read");
        assertThat(StateChange.of(List.of(), List.of(), fewer, before).losesNothing())
                .isTrue();
        assertThat(StateChange.of(List.of(), List.of(), before, matching).losesNothing())
                .isTrue();
    }

    private static JobDefinition definition(String source) {
        return DefinitionJson.read("{\"sources\":[" + source + "],\"sinks\":[]}", JobDefinition.class);
    }

    @Test
    void aStepOfOneSinkThatBecomesSharedBeginsAnew() {
        assertThat(StateChange.begunAnew(List.of(WINDOW), List.of(SHARED))).containsExactly(SHARED);
    }
}
