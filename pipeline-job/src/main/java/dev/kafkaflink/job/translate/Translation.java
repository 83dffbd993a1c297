package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.DeadLetterSink;
import dev.kafkaflink.job.connector.Topology;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.UnionTransformation;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;

/** A definition's way to Flink's graph. */
public final class Translation {
    private Translation() {}

    /**
     * Adds a pipeline to an environment: sources, views, sinks, dead letters, UIDs.
     *
     * @param definition one that {@link PlanCheck} finds nothing wrong with
     * @param env that executes it
     */
    public static void add(JobDefinition definition, StreamExecutionEnvironment env) {
        env.getConfig().enableObjectReuse();
        Topology topology = attach(definition, env);
        addDeadLetters(definition, topology, env);
        PlanUids.assign(List.copyOf(env.getTransformations()));
    }

    /** The plan of a definition, for a person. */
    public static String explain(JobDefinition definition) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        Map<String, Set<Integer>> shared = plan(definition, env, Map.of()).readTwice();
        return statements(definition, env, new Topology(), shared).explain();
    }

    /**
     * Plans the queries. In the first plan each part has its own read of a source, with just the columns that it uses; if that
     * reads a source more than once, all share one read of it in a second plan, with the columns that any of them uses.
     */
    private static Topology attach(JobDefinition definition, StreamExecutionEnvironment env) {
        Topology first = plan(definition, env, Map.of());
        if (first.readTwice().isEmpty()) {
            return first;
        }
        env.getTransformations().clear();
        Topology second = plan(definition, env, first.readTwice());
        if (!second.readTwice().isEmpty()) {
            throw new IllegalStateException(
                    "the plan reads " + second.readTwice().keySet() + " more than once; records would count twice");
        }
        return second;
    }

    private static Topology plan(
            JobDefinition definition, StreamExecutionEnvironment env, Map<String, Set<Integer>> shared) {
        Topology topology = new Topology();
        statements(definition, env, topology, shared).attachAsDataStream();
        return topology;
    }

    private static StreamStatementSet statements(
            JobDefinition definition,
            StreamExecutionEnvironment env,
            Topology topology,
            Map<String, Set<Integer>> shared) {
        Tables tables = new Tables(definition, env, topology, shared);
        definition.sources().forEach(tables::addSource);
        definition.views().forEach(tables::addView);
        StreamStatementSet statements = tables.statements();
        for (Sink sink : definition.sinks()) {
            statements.add(tables.insertion(sink, tables.query(sink)));
        }
        return statements;
    }

    private static void addDeadLetters(JobDefinition definition, Topology topology, StreamExecutionEnvironment env) {
        switch (definition.deadLetters().policy()) {
            case Route ->
                union(topology.deadLetters(), env)
                        .sinkTo(DeadLetterSink.of(
                                definition.kafka(),
                                definition.delivery(),
                                definition.deadLetters().topic()))
                        .name(Uids.DEAD_LETTERS)
                        .uid(Uids.DEAD_LETTERS);
            case Fail, Drop -> {
                // Nothing leaves the operators by their side outputs.
            }
        }
    }

    /** All dead letters, in this environment: the planner made the streams in one of its own. */
    private static DataStream<DeadLetter> union(List<DataStream<DeadLetter>> letters, StreamExecutionEnvironment env) {
        return new DataStream<>(
                env,
                new UnionTransformation<>(
                        letters.stream().map(DataStream::getTransformation).toList()));
    }
}
