package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** Queries of one pipeline that keep state for different times. */
class StateTtlTest {
    private static final String JOIN =
            "SELECT a.origin, b.dep_delay FROM flights a JOIN flights b ON a.`value` = b.`value`";
    private static final String FIRST = "SELECT origin, `value` FROM (SELECT *,"
            + " ROW_NUMBER() OVER (PARTITION BY origin ORDER BY PROCTIME()) AS n FROM flights) WHERE n = 1";
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void eachQueryKeepsStateForItsOwnTime() {
        Map<String, Step> steps = bySink(withTtl(Plans.of(JOIN, JOIN), null, DAY));

        assertThat(steps.get("s0").growing()).isTrue();
        assertThat(steps.get("s1").growing()).isNull();
        assertThat(steps.get("s0").uid()).isNotEqualTo(steps.get("s1").uid());
    }

    @Test
    void queriesOfOneTimeShareWhatTheyCompute() {
        assertThat(steps(withTtl(Plans.of(JOIN, JOIN), DAY, DAY)))
                .singleElement()
                .satisfies(step -> assertThat(step.sinks()).containsExactly("s0", "s1"));
        assertThat(steps(withTtl(Plans.of(JOIN, JOIN), DAY, Duration.ofDays(2))))
                .hasSize(2);
    }

    /** Else its records would count twice. */
    @Test
    void aSourceIsReadOnceAllTheSame() {
        JobDefinition definition = withTtl(Plans.of(FIRST, JOIN, Plans.WINDOWS), null, DAY, Duration.ofDays(2));

        assertThat(Plans.graph(definition).getStreamNodes().stream()
                        .map(StreamNode::getTransformationUID)
                        .filter(uid -> uid != null && (uid.startsWith("source-") || uid.startsWith("rows-"))))
                .doesNotHaveDuplicates()
                .contains("source-flights");
    }

    /** A query that is given what all had goes on with its state. */
    @Test
    void theTimeOfAQueryIsThatOfThePipeline() {
        JobDefinition all = Plans.withOptions(Plans.of(JOIN), "table.exec.state.ttl", "1 d");

        assertThat(uids(withTtl(Plans.of(JOIN), DAY))).isEqualTo(uids(all));
        assertThat(uids(withTtl(Plans.of(JOIN), Duration.ofDays(9)))).isEqualTo(uids(all));
    }

    /** Another query beside it takes no state away. */
    @Test
    void theOthersKeepTheirState() {
        assertThat(uids(withTtl(Plans.of(JOIN, FIRST), null, DAY))).containsAll(uids(Plans.of(JOIN)));
    }

    private static JobDefinition withTtl(JobDefinition definition, Duration... times) {
        List<Sink> sinks = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            Sink sink = definition.sinks().get(i);
            sinks.add(new Sink(
                    sink.name(),
                    sink.query(),
                    sink.eventTime(),
                    sink.kafka(),
                    sink.primaryKey(),
                    times[i] == null ? null : (Long) times[i].toMillis()));
        }
        return new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources(),
                definition.views(),
                sinks,
                definition.deadLetters(),
                definition.delivery(),
                definition.tableOptions());
    }

    private static List<String> uids(JobDefinition definition) {
        return steps(definition).stream().map(Step::uid).toList();
    }

    /** The only step of each sink that keeps state. */
    private static Map<String, Step> bySink(JobDefinition definition) {
        return steps(definition).stream()
                .collect(Collectors.toMap(step -> step.sinks().get(0), Function.identity()));
    }

    private static List<Step> steps(JobDefinition definition) {
        PlanReport report = PlanCheck.of(definition);
        assertThat(report.problems()).isEmpty();
        return report.steps().stream()
                .filter(step -> !step.uid().startsWith("source-"))
                .toList();
    }
}
