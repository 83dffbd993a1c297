package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What table options do to a plan and to the state of its steps. */
class TableOptionsTest {
    private static final String TTL = "table.exec.state.ttl";
    private static final String ONE_PHASE = "table.optimizer.agg-phase-strategy";
    private static final String JOIN =
            "SELECT a.origin, b.dep_delay FROM flights a JOIN flights b ON a.`value` = b.`value`";
    private static final String FIRST = "SELECT origin, `value` FROM (SELECT *,"
            + " ROW_NUMBER() OVER (PARTITION BY origin ORDER BY PROCTIME()) AS n FROM flights) WHERE n = 1";
    private static final String OVER =
            "SELECT origin, SUM(dep_delay) OVER (PARTITION BY origin ORDER BY `at`) AS total FROM flights";
    private static final String OVER_PROCTIME = "SELECT origin, SUM(dep_delay) OVER (PARTITION BY origin ORDER BY p)"
            + " AS total FROM (SELECT *, PROCTIME() AS p FROM flights)";

    @Test
    void theCheckPlansWhatTheJobRuns() {
        JobDefinition definition = Plans.withOptions(Plans.of(Plans.WINDOWS), ONE_PHASE, "ONE_PHASE");

        assertThat(steps(definition))
                .singleElement()
                .extracting(Step::text)
                .asString()
                .startsWith("WindowAggregate(");
        assertThat(uids(definition)).isEqualTo(running(definition, Map.of()));
    }

    /** The way of the README to count each late record. */
    @Test
    void anOptionThatMakesAnotherStepGivesItAnotherUid() {
        JobDefinition before = Plans.of(Plans.WINDOWS);

        assertThat(uids(Plans.withOptions(before, ONE_PHASE, "ONE_PHASE"))).doesNotContainAnyElementsOf(uids(before));
    }

    @Test
    void optionsOfTheClusterDoNotCount() {
        JobDefinition definition = Plans.of(Plans.WINDOWS, JOIN);

        Map<String, String> cluster =
                Map.of(ONE_PHASE, "ONE_PHASE", TTL, "1 d", "table.optimizer.reuse-sub-plan-enabled", "false");

        assertThat(running(definition, cluster)).isEqualTo(uids(definition));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        table.optimizer.reuse-sub-plan-enabled | false     | queries that read one source share the reading of it, or its records would count twice; remove this option
        table.exec.source.idle-timeout         | 10 s      | each source says for itself after how long it is idle: remove this option, and set eventTime.idleness
        table.local-time-zone                  | GMT+01:00 | times without a zone are UTC; remove this option, and convert times in the query by CONVERT_TZ
        table.exec.state.ttl                   | for ever  | Flink cannot read 'for ever': text does not start with a number, and is not a valid ISO-8601 duration format: for ever
        parallelism.default                    | 2         | is no option for the planning of queries, which begin with 'table.'; remove it
        """)
    void anOptionThatCannotBeServedIsRefused(String key, String value, String expected) {
        JobDefinition definition = Plans.withOptions(Plans.of(Plans.WINDOWS), key, value);

        assertThat(PlanCheck.of(definition).problems())
                .containsExactly(new Problem("tableOptions[" + key + "]", null, null, null, expected));
    }

    @Test
    void stateThatBeginsToForgetIsAnotherState() {
        for (String query : List.of(JOIN, FIRST, OVER_PROCTIME)) {
            JobDefinition never = Plans.of(query);
            JobDefinition forgetting = Plans.withOptions(never, TTL, "1 d");

            assertThat(uids(never)).as(query).hasSize(1);
            assertThat(uids(forgetting)).as(query).doesNotContainAnyElementsOf(uids(never));
            assertThat(uids(Plans.withOptions(never, TTL, "2 d"))).as(query).isEqualTo(uids(forgetting));
            assertThat(uids(Plans.withOptions(never, TTL, "0 s"))).as(query).isEqualTo(uids(never));
        }
    }

    /** They drop what is old by timers or watermarks: their state is the same with and without. */
    @Test
    void stateThatIsTheSameWithATimeToLiveIsKept() {
        for (String query : List.of(Plans.WINDOWS, OVER)) {
            JobDefinition never = Plans.of(query);

            assertThat(uids(never)).as(query).hasSize(1);
            assertThat(uids(Plans.withOptions(never, TTL, "1 d"))).as(query).isEqualTo(uids(never));
        }
    }

    @Test
    void aHintCountsForTheSideThatItNames() {
        Set<String> none = uids(Plans.of(JOIN));
        Set<String> left = uids(Plans.of(hinted("'a' = '1 d'")));
        Set<String> longer = uids(Plans.of(hinted("'a' = '7 d'")));
        Set<String> right = uids(Plans.of(hinted("'b' = '1 d'")));
        Set<String> both = uids(Plans.of(hinted("'a' = '1 d', 'b' = '2 d'")));

        assertThat(longer).isEqualTo(left);
        assertThat(List.of(none, left, right, both)).doesNotHaveDuplicates();
        assertThat(both).isEqualTo(uids(Plans.withOptions(Plans.of(JOIN), TTL, "1 d")));
    }

    /** What is computed from the rows of a step does not begin anew because the step forgets. */
    @Test
    void whatComesBehindStateThatForgetsIsKept() {
        String first =
                "SELECT origin FROM (SELECT origin, ROW_NUMBER() OVER (PARTITION BY origin ORDER BY PROCTIME()) AS n"
                        + " FROM (%s)) WHERE n = 1";
        Set<String> never = uids(Plans.of(first.formatted(JOIN)));
        Set<String> forgetting = uids(Plans.of(first.formatted(hinted("'a' = '1 d'"))));

        assertThat(never).hasSize(2);
        assertThat(forgetting).hasSize(2).containsAnyElementsOf(never).isNotEqualTo(never);
    }

    @Test
    void settingsThatLeaveStateAsItIsKeepIt() {
        for (String query : List.of(JOIN, FIRST, Plans.WINDOWS, OVER)) {
            JobDefinition before = Plans.of(query);

            assertThat(uids(Plans.withOptions(
                            before,
                            "table.exec.window-agg.buffer-size-limit",
                            "5000",
                            "table.generated-code.max-length",
                            "3000")))
                    .as(query)
                    .isEqualTo(uids(before));
        }
    }

    /** Records are put together before they go to the step, which then keeps other things. */
    @Test
    void miniBatchesAreAnotherWayToCompute() {
        JobDefinition before = Plans.of(JOIN);

        assertThat(uids(Plans.withOptions(
                        before,
                        "table.exec.mini-batch.enabled",
                        "true",
                        "table.exec.mini-batch.allow-latency",
                        "2 s",
                        "table.exec.mini-batch.size",
                        "100")))
                .hasSize(1)
                .doesNotContainAnyElementsOf(uids(before));
    }

    private static String hinted(String ttl) {
        return JOIN.replace("SELECT ", "SELECT /*+ STATE_TTL(" + ttl + ") */ ");
    }

    /** UIDs of the steps with state that the check finds, sources left out. */
    private static Set<String> uids(JobDefinition definition) {
        return steps(definition).stream().map(Step::uid).collect(Collectors.toSet());
    }

    private static List<Step> steps(JobDefinition definition) {
        assertThat(PlanCheck.of(definition).problems()).isEmpty();
        return PlanCheck.of(definition).steps().stream()
                .filter(step -> step.uid().startsWith("sql-"))
                .toList();
    }

    /** The same of the job on a cluster with these settings. */
    private static Set<String> running(JobDefinition definition, Map<String, String> cluster) {
        return Plans.graph(definition, cluster).getStreamNodes().stream()
                .filter(node -> node.getStatePartitioners().length > 0)
                .map(StreamNode::getTransformationUID)
                .filter(uid -> uid.startsWith("sql-"))
                .collect(Collectors.toSet());
    }
}
