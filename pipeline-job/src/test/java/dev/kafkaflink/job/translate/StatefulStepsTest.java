package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the planner says of the steps that keep state. */
class StatefulStepsTest {
    private static final String JOIN = "SELECT a.origin, b.dep_delay FROM flights a, flights b"
            + " WHERE a.origin = b.origin AND a.`at` BETWEEN b.`at` - INTERVAL '1' HOUR AND b.`at`";

    @Test
    void aSourceIsTold() {
        assertThat(PlanCheck.of(Plans.of("SELECT origin FROM flights")).steps())
                .containsExactly(
                        new Step("source-flights", List.of("s0"), "source flights of topic flights, FROM_BEGINNING"));
    }

    @Test
    void whatCountsTheRowsThatExpressionsFailOverIsTold() {
        assertThat(PlanCheck.of(Plans.of("SELECT origin FROM flights WHERE dep_delay > 15"))
                        .steps())
                .extracting(Step::uid, Step::sinks, Step::text)
                .endsWith(tuple("query-dead-letters", List.of(), "the number of dead letters of the queries"));
    }

    @Test
    void aWindowIsTold() {
        assertThat(steps(Plans.of(Plans.WINDOWS))).singleElement().satisfies(step -> {
            assertThat(step.sinks()).containsExactly("s0");
            assertThat(step.uid()).startsWith("sql-");
            assertThat(step.text())
                    .isEqualTo("GlobalWindowAggregate(groupBy=[origin],"
                            + " window=[TUMBLE(slice_end=[$slice_end], size=[1 h])]) over flights");
        });
    }

    @Test
    void whatKeepsNothingIsNotTold() {
        assertThat(steps(Plans.of("SELECT origin FROM flights WHERE dep_delay > 15")))
                .isEmpty();
    }

    @Test
    void aJoinIsTold() {
        assertThat(steps(Plans.of(JOIN)))
                .singleElement()
                .extracting(Step::text)
                .asString()
                .startsWith("IntervalJoin(joinType=[InnerJoin], windowBounds=[");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT origin FROM (SELECT origin, ROW_NUMBER() OVER (PARTITION BY origin ORDER BY PROCTIME()) AS n FROM flights)"
                        + " WHERE n = 1 | true",
                "SELECT a.origin FROM flights a JOIN flights b ON a.origin = b.origin AND a.`value` = b.`value` | true",
                "SELECT origin, COUNT(*) OVER (PARTITION BY origin ORDER BY `at` RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND"
                        + " CURRENT ROW) AS n FROM flights | false",
                Plans.WINDOWS + " | false",
                JOIN + " | false"
            })
    void stateThatGrowsForEverIsMarked(String query, boolean grows) {
        assertThat(growing(Plans.of(query))).isEqualTo(grows);
        assertThat(growing(Plans.withOptions(Plans.of(query), "table.exec.state.ttl", "1 d")))
                .isFalse();
    }

    private static boolean growing(JobDefinition definition) {
        return PlanCheck.of(definition).steps().stream().anyMatch(step -> Boolean.TRUE.equals(step.growing()));
    }

    @Test
    void aStepThatSeveralSinksShareIsToldOnce() {
        JobDefinition definition = Plans.with(
                Plans.of("SELECT mean FROM hourly", "SELECT origin FROM hourly", "SELECT origin FROM flights"),
                "hourly",
                Plans.WINDOWS);

        assertThat(steps(definition).stream().flatMap(step -> step.sinks().stream()))
                .contains("s0", "s1")
                .doesNotContain("s2");
    }

    /** The planner plans apart from the cluster: what it says of UIDs must be what runs. */
    @Test
    void theUidsAreThoseOfTheJob() {
        JobDefinition definition = Plans.of(Plans.WINDOWS, JOIN, "SELECT origin FROM flights");

        List<String> uids = steps(definition).stream().map(Step::uid).toList();

        assertThat(uids).hasSize(2);
        assertThat(Plans.graph(definition).getStreamNodes().stream()
                        .filter(node -> node.getStatePartitioners().length > 0)
                        .map(StreamNode::getTransformationUID)
                        .filter(uid -> uid.startsWith("sql-"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(uids);
    }

    @Test
    void aDefinitionWithProblemsHasNoSteps() {
        assertThat(PlanCheck.of(Plans.of(Plans.WINDOWS, "SELECT nope FROM flights"))
                        .steps())
                .isNull();
    }

    /** All but the sources. */
    private static List<Step> steps(JobDefinition definition) {
        return PlanCheck.of(definition).steps().stream()
                .filter(step -> step.uid().startsWith("sql-"))
                .toList();
    }
}
