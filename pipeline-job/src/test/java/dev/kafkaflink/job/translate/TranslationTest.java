package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.connector.source.Reading;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The graph that a definition becomes. */
class TranslationTest {
    @Test
    void readsASourceOnceForQueriesOfDifferentColumns() {
        StreamGraph graph = Plans.graph(
                Plans.of("SELECT origin FROM flights", "SELECT dep_delay, `at` FROM flights", Plans.WINDOWS));

        assertThat(uids(graph)).filteredOn(uid -> uid.startsWith("source-")).containsExactly("source-flights");
        assertThat(uids(graph))
                .contains("rows-flights", "encode-s0", "sink-s0", "encode-s1", "sink-s1", "dead-letters");
    }

    @Test
    void keepsTheUidsOfWhatStandsAroundTheQueries() {
        StreamGraph graph = Plans.graph(Plans.of("SELECT origin FROM flights"));

        assertThat(uids(graph))
                .filteredOn(uid -> !uid.startsWith("sql-"))
                .containsExactlyInAnyOrder(
                        "source-flights",
                        "rows-flights",
                        "encode-s0",
                        "sink-s0",
                        "Sink Committer: sink-s0",
                        "sink-s0: committed",
                        "dead-letters",
                        "Sink Committer: dead-letters",
                        "dead-letters: committed");
    }

    /** The committer gives the producers of committed transactions back to the writer, within a process. */
    @Test
    void aWriterAndItsCommitterStandInTheSameProcesses() {
        assertThat(Plans.graph(Plans.of("SELECT origin FROM flights")).getStreamNodes().stream()
                        .filter(node -> node.getCoLocationGroup() != null)
                        .map(node -> node.getTransformationUID()))
                .contains("sink-s0", "Sink Committer: sink-s0")
                .doesNotContain("sink-s0: committed");
    }

    @Test
    void readsASourceOnceForAJoinWithItself() {
        StreamGraph graph = Plans.graph(Plans.of("SELECT a.origin, b.dep_delay FROM flights a, flights b"
                + " WHERE a.origin = b.origin AND a.`at` BETWEEN b.`at` - INTERVAL '1' HOUR AND b.`at`"));

        assertThat(uids(graph)).filteredOn(uid -> uid.startsWith("source-")).containsExactly("source-flights");
    }

    @Test
    void readsTheEventTimeWithEveryQueryForItsLimitDoesNotDependOnTheQuery() {
        assertThat(columnsRead("SELECT `at` FROM flights")).isEqualTo(1);
        assertThat(columnsRead("SELECT 1 AS n FROM flights")).isEqualTo(1);
        assertThat(columnsRead("SELECT origin FROM flights")).isEqualTo(2);
    }

    private static int columnsRead(String query) {
        StreamNode rows = Plans.graph(Plans.of(query)).getStreamNodes().stream()
                .filter(node -> "rows-flights".equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow();
        return ((RowDataSerializer) rows.getTypeSerializerOut()).getArity();
    }

    @Test
    void keepsTheWatermarkAlignmentThatAQueryAsksFor() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);

        Translation.add(
                Plans.of("SELECT origin FROM flights /*+ OPTIONS('scan.watermark.alignment.group' = 'g',"
                        + " 'scan.watermark.alignment.max-drift' = '1 min') */"),
                env,
                Reading.AS_DEFINED);

        assertThat(env.getTransformations().stream()
                        .flatMap(transformation -> transformation.getTransitivePredecessors().stream())
                        .filter(SourceTransformation.class::isInstance)
                        .map(source -> ((SourceTransformation<?, ?, ?>) source)
                                .getWatermarkStrategy()
                                .getAlignmentParameters()
                                .getWatermarkGroup()))
                .isNotEmpty()
                .containsOnly("g");
    }

    @Test
    void givesEachOperatorItsOwnUid() {
        // The same query twice: the operators compute the same, but are two.
        StreamGraph graph = Plans.graph(Plans.of(Plans.WINDOWS, Plans.WINDOWS, "SELECT origin FROM flights"));

        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotContainNull();
        assertThat(uids(graph)).hasSize(graph.getStreamNodes().size());
    }

    @Test
    void keepsTheUidsOfAQueryWhenOthersChange() {
        Map<String, String> alone = statefulUids(Plans.graph(Plans.of(Plans.WINDOWS)));

        Map<String, String> beside = statefulUids(
                Plans.graph(Plans.of(Plans.WINDOWS, "SELECT origin, `value` FROM flights WHERE dep_delay > 15")));
        Map<String, String> besideAnother =
                statefulUids(Plans.graph(Plans.of(Plans.WINDOWS, "SELECT `value` FROM flights")));

        assertThat(alone).isNotEmpty();
        assertThat(beside).isEqualTo(alone);
        assertThat(besideAnother).isEqualTo(alone);
    }

    @Test
    void givesNewUidsToAQueryThatComputesSomethingElse() {
        Map<String, String> before = statefulUids(Plans.graph(Plans.of(Plans.WINDOWS)));

        Map<String, String> longer = statefulUids(Plans.graph(Plans.of(Plans.WINDOWS.replace("'1' HOUR", "'2' HOUR"))));
        Map<String, String> filtered =
                statefulUids(Plans.graph(Plans.of(Plans.WINDOWS.replace("GROUP BY", "WHERE dep_delay > 15 GROUP BY"))));

        assertThat(longer.values()).doesNotContainAnyElementsOf(before.values());
        assertThat(filtered.values()).doesNotContainAnyElementsOf(before.values());
    }

    /** Or a switch would take state away, or leave some behind that has no use. */
    @ParameterizedTest
    @EnumSource
    void lateRowsThatAreKeptChangeNoUid(LateKind kind) {
        JobDefinition counting = kind.definition();

        assertThat(uids(Plans.graph(Plans.routingLate(counting)))).isEqualTo(uids(Plans.graph(counting)));
    }

    private static Set<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .collect(Collectors.toSet());
    }

    /** UIDs of the aggregations by their names without the planner's numbers. */
    private static Map<String, String> statefulUids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .filter(node -> node.getOperatorName().contains("Aggregate"))
                .collect(Collectors.toMap(
                        node -> node.getOperatorName().replaceAll("\\[\\d+]", ""), StreamNode::getTransformationUID));
    }
}
