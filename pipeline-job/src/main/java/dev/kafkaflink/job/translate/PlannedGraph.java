package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * What the planner made of the queries, looked at.
 *
 * @param definition whose queries they are
 * @param transformations all of the graph
 */
record PlannedGraph(JobDefinition definition, Collection<Transformation<?>> transformations) {
    /** The graph that leads to these transformations. */
    static PlannedGraph of(JobDefinition definition, Collection<Transformation<?>> outputs) {
        return new PlannedGraph(
                definition,
                outputs.stream()
                        .flatMap(output -> output.getTransitivePredecessors().stream())
                        .<Transformation<?>>map(transformation -> transformation)
                        .distinct()
                        .toList());
    }

    /**
     * The sources that the plan reads more than once, so that their records and dead letters would count twice, each with the
     * indices of all columns that are used of it.
     */
    Map<String, Set<Integer>> readTwice() {
        Map<String, Set<Integer>> columns = new TreeMap<>();
        for (Source source : definition.sources()) {
            List<Transformation<?>> reads = withUid(Uids.rows(source.name())).toList();
            if (reads.size() > 1) {
                columns.put(
                        source.name(),
                        reads.stream().flatMap(read -> columns(source, read)).collect(Collectors.toSet()));
            }
        }
        return columns;
    }

    private static Stream<Integer> columns(Source source, Transformation<?> rows) {
        List<String> names = source.tableColumns().stream().map(Column::name).toList();
        InternalTypeInfo<?> type = (InternalTypeInfo<?>) rows.getOutputType();
        return type.toRowType().getFieldNames().stream().map(names::indexOf);
    }

    /** The dead letters of all sources and sinks. */
    List<Transformation<DeadLetter>> deadLetters() {
        Stream<String> uids = Stream.concat(
                definition.sources().stream().map(source -> Uids.rows(source.name())),
                definition.sinks().stream().map(sink -> Uids.encode(sink.name())));
        return uids.flatMap(this::withUid)
                .<Transformation<DeadLetter>>map(rows -> new SideOutputTransformation<>(rows, DeadLetterOutput.TAG))
                .toList();
    }

    private Stream<Transformation<?>> withUid(String uid) {
        return transformations.stream().filter(transformation -> uid.equals(transformation.getUid()));
    }
}
