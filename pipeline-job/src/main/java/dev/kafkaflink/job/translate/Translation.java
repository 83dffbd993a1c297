package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.DeadLetterSink;
import dev.kafkaflink.job.connector.Topology;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.List;
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
        Topology topology = new Topology();
        statements(definition, env, topology).attachAsDataStream();
        addDeadLetters(definition, topology, env);
        PlanUids.assign(List.copyOf(env.getTransformations()));
    }

    /** The plan of a definition, for a person. */
    public static String explain(JobDefinition definition) {
        return statements(
                        definition,
                        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration()),
                        new Topology())
                .explain();
    }

    private static StreamStatementSet statements(
            JobDefinition definition, StreamExecutionEnvironment env, Topology topology) {
        Tables tables = new Tables(definition, env, topology);
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
