package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.DeadLetterSink;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.connector.source.SharedStreams;
import dev.kafkaflink.job.connector.step.QueryDeadLetters;
import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.transformations.UnionTransformation;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.config.ExecutionConfigOptions;

/** A definition's way to Flink's graph. */
public final class Translation {
    private Translation() {}

    /**
     * The graph of a pipeline: sources, views, sinks, dead letters, UIDs.
     *
     * @param definition one that {@link PlanCheck} finds nothing wrong with
     * @param env that executes it
     * @param reading how far the sources are read
     */
    public static StreamGraph graph(JobDefinition definition, StreamExecutionEnvironment env, Reading reading) {
        Steps steps = add(definition, env, reading);
        StreamGraph graph = env.getStreamGraph();
        DeadLetterOutput output = new DeadLetterOutput(definition.deadLetters().policy());
        steps.guards().install(graph, output);
        steps.late().install(graph, output, definition.deadLetters().routesLate());
        graph.setJobName(definition.pipeline());
        return graph;
    }

    /** Adds a pipeline to an environment; answers what is still to be set into its graph. */
    static Steps add(JobDefinition definition, StreamExecutionEnvironment env, Reading reading) {
        env.getConfig().enableObjectReuse();
        PlannedGraph graph = planReadingOnce(definition, env, reading);
        Steps steps = Steps.of(definition, graph.transformations());
        List<Transformation<DeadLetter>> letters = new ArrayList<>(graph.deadLetters());
        ofQueries(definition, steps.deadLetters(), env).ifPresent(letters::add);
        addDeadLetters(definition, letters, env);
        PlanUids.assign(List.copyOf(env.getTransformations()));
        return steps;
    }

    /** The steps of the plan around which something is to be set. */
    record Steps(Guards guards, LateSteps late) {
        static Steps of(JobDefinition definition, Collection<Transformation<?>> transformations) {
            return new Steps(Guards.of(definition, transformations), LateSteps.of(definition, transformations));
        }

        /** Those of late rows have their way even if none are sent there: a switch must not change what has state. */
        List<Transformation<DeadLetter>> deadLetters() {
            return Stream.concat(guards.deadLetters().stream(), late.deadLetters().stream())
                    .toList();
        }
    }

    private static Optional<Transformation<DeadLetter>> ofQueries(
            JobDefinition definition, List<Transformation<DeadLetter>> letters, StreamExecutionEnvironment env) {
        if (letters.isEmpty()) {
            return Optional.empty();
        }
        SingleOutputStreamOperator<DeadLetter> counted = new DataStream<>(env, new UnionTransformation<>(letters))
                .process(new QueryDeadLetters(definition.deadLetters().policy()), DeadLetterOutput.TYPE)
                .name(Uids.QUERY_DEAD_LETTERS)
                .uid(Uids.QUERY_DEAD_LETTERS);
        // It counts, also where nothing comes after it.
        env.addOperator(counted.getTransformation());
        return Optional.of(counted.getTransformation());
    }

    /** The plan of a definition, for a person. */
    public static String explain(JobDefinition definition) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        Map<String, Set<Integer>> shared =
                plan(definition, Map.of(), env, Reading.AS_DEFINED).readTwice();
        return statements(definition, shared, env, Reading.AS_DEFINED).stream()
                .map(StreamStatementSet::explain)
                .collect(Collectors.joining("\n"));
    }

    /**
     * Plans the queries, looks at the plan, and plans again. In the first plan each part has its own read of a source, with just
     * the columns that it uses. Only that plan tells how many reads there are and of which columns; if it reads a source more
     * than once, all parts share one read of it in a second plan, with the columns that any of them uses.
     */
    private static PlannedGraph planReadingOnce(
            JobDefinition definition, StreamExecutionEnvironment env, Reading reading) {
        PlannedGraph first = plan(definition, Map.of(), env, reading);
        Map<String, Set<Integer>> shared = first.readTwice();
        if (shared.isEmpty()) {
            return first;
        }
        env.getTransformations().clear();
        PlannedGraph second = plan(definition, shared, env, reading);
        if (!second.readTwice().isEmpty()) {
            throw new IllegalStateException(
                    "the plan reads " + second.readTwice().keySet() + " more than once; records would count twice");
        }
        return second;
    }

    private static PlannedGraph plan(
            JobDefinition definition,
            Map<String, Set<Integer>> shared,
            StreamExecutionEnvironment env,
            Reading reading) {
        statements(definition, shared, env, reading).forEach(StreamStatementSet::attachAsDataStream);
        return PlannedGraph.of(definition, env.getTransformations());
    }

    /** The planner gives all queries of a set one time to live. So there is a set for each time, and nothing but reads is shared. */
    private static List<StreamStatementSet> statements(
            JobDefinition definition,
            Map<String, Set<Integer>> shared,
            StreamExecutionEnvironment env,
            Reading reading) {
        Map<Map<String, String>, List<Sink>> sinks = definition.sinks().stream()
                .collect(Collectors.groupingBy(
                        sink -> options(definition, sink), LinkedHashMap::new, Collectors.toList()));
        SharedReads reads = new SharedReads(shared, sinks.size() == 1 ? null : new SharedStreams());
        List<StreamStatementSet> statements = new ArrayList<>();
        sinks.forEach((options, ofOptions) -> statements.add(
                statements(new Tables(definition, options, env, reads, reading), definition, ofOptions)));
        return statements;
    }

    private static Map<String, String> options(JobDefinition definition, Sink sink) {
        if (sink.stateTtlMillis() == null) {
            return definition.tableOptions();
        }
        Map<String, String> options = new TreeMap<>(definition.tableOptions());
        options.put(ExecutionConfigOptions.IDLE_STATE_RETENTION.key(), sink.stateTtlMillis() + " ms");
        return options;
    }

    private static StreamStatementSet statements(Tables tables, JobDefinition definition, List<Sink> sinks) {
        definition.sources().forEach(tables::addSource);
        definition.views().forEach(tables::addView);
        StreamStatementSet statements = tables.statements();
        for (Sink sink : sinks) {
            statements.add(tables.insertion(sink, tables.query(sink)));
        }
        return statements;
    }

    private static void addDeadLetters(
            JobDefinition definition, List<Transformation<DeadLetter>> letters, StreamExecutionEnvironment env) {
        switch (definition.deadLetters().policy()) {
            case Route ->
                new DataStream<>(env, new UnionTransformation<>(letters))
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
}
