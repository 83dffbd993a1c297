package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.crds.jobdef.PlanReport.Problem;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.View;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.definition.DefinitionCheck;
import dev.kafkaflink.job.definition.ReleaseCheck;
import dev.kafkaflink.job.plan.Names;
import dev.kafkaflink.job.plan.PlannerMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;

/** Plans a definition as it would be run, to find what is wrong with it. Needs no Kafka. */
public final class PlanCheck {
    private final JobDefinition definition;
    private final Tables tables;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> columns = new HashSet<>();
    /** Tables that could not be made: a query that misses them is not to blame. */
    private final Set<String> broken = new HashSet<>();

    private List<Step> steps = List.of();

    private PlanCheck(JobDefinition definition) {
        this.definition = definition;
        this.tables =
                new Tables(definition, definition.tableOptions(), planningOnly(), SharedReads.NONE, Reading.AS_DEFINED);
    }

    static StreamExecutionEnvironment planningOnly() {
        return StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    }

    /** All problems of a definition, in its order; where there are none, the steps that may keep state. */
    public static PlanReport of(JobDefinition definition) {
        List<Problem> problems = new ArrayList<>(DefinitionCheck.of(definition));
        ReleaseCheck.problem(definition, EnvironmentInformation.getVersion())
                .ifPresent(message -> problems.add(new Problem("", null, null, null, message)));
        problems.addAll(TableOptionCheck.of(definition.tableOptions()));
        // No tables can be made of what is incomplete: queries are planned once the definition is sound.
        return problems.isEmpty() ? new PlanCheck(definition).report() : PlanReport.of(problems);
    }

    private PlanReport report() {
        for (int i = 0; i < definition.sources().size(); i++) {
            source(i);
        }
        for (int i = 0; i < definition.views().size(); i++) {
            view(i);
        }
        List<Integer> sound = new ArrayList<>();
        for (int i = 0; i < definition.sinks().size(); i++) {
            if (sink(i)) {
                sound.add(i);
            }
        }
        plan(sound);
        return problems.isEmpty() ? new PlanReport(problems, steps) : PlanReport.of(problems);
    }

    private void source(int index) {
        var source = definition.sources().get(index);
        List<Problem> found = SourceCheck.of("sources[" + index + "]", source);
        problems.addAll(found);
        source.tableColumns().stream().map(Column::name).forEach(columns::add);
        if (!found.isEmpty()) {
            broken.add(source.name());
            return;
        }
        known.add(source.name());
        attempt("sources[" + index + "]", source.name(), () -> tables.addSource(source));
    }

    private void view(int index) {
        View view = definition.views().get(index);
        if (attempt("views[" + index + "].query", view.name(), () -> columns.addAll(tables.addView(view)))) {
            known.add(view.name());
        } else {
            broken.add(view.name());
        }
    }

    private boolean sink(int index) {
        Sink sink = definition.sinks().get(index);
        int before = problems.size();
        boolean planned = attempt("sinks[" + index + "].query", sink.name(), () -> {
            Table query = tables.query(sink);
            problems.addAll(SinkCheck.of("sinks[" + index + "]", sink, query.getResolvedSchema()));
        });
        return planned && problems.size() == before;
    }

    /** Translates all queries at once, as a run does; only if that fails, each by itself to find the one to blame. */
    private void plan(List<Integer> sinks) {
        if (sinks.isEmpty() || failure(() -> translate(sinks)).isEmpty()) {
            return;
        }
        int before = problems.size();
        for (int index : sinks) {
            attempt(
                    "sinks[" + index + "].query",
                    definition.sinks().get(index).name(),
                    () -> translate(List.of(index)));
        }
        if (problems.size() == before) {
            attempt("sinks", null, () -> translate(sinks));
        }
    }

    /** Translates what these sinks need. */
    private void translate(List<Integer> sinks) {
        JobDefinition part = new JobDefinition(
                definition.pipeline(),
                definition.kafka(),
                definition.sources().stream()
                        .filter(source -> known.contains(source.name()))
                        .toList(),
                definition.views().stream()
                        .filter(view -> known.contains(view.name()))
                        .toList(),
                sinks.stream().map(definition.sinks()::get).toList(),
                definition.deadLetters(),
                definition.delivery(),
                definition.tableOptions(),
                definition.version(),
                definition.flink());
        StreamExecutionEnvironment env = planningOnly();
        Translation.add(part, env, Reading.AS_DEFINED);
        steps = StatefulSteps.of(part, env.getTransformations());
    }

    /** Whether a step succeeds; if not, its problem is taken down, unless a broken table is to blame. */
    private boolean attempt(String path, String name, Runnable step) {
        Optional<Throwable> failure = failure(step);
        failure.map(thrown -> PlannerMessage.of(thrown, new Names(known, columns, tables.functions())))
                .filter(message -> message.missingTable() == null || !broken.contains(message.missingTable()))
                .ifPresent(message ->
                        problems.add(new Problem(path, name, message.line(), message.column(), message.text())));
        return failure.isEmpty();
    }

    /**
     * The planner reports by exceptions of many kinds, all unchecked, asserts what queries can break, and recurses into queries.
     * Errors of the machine and of its class path are not caught: they say nothing of the query.
     */
    static Optional<Throwable> failure(Runnable step) {
        try {
            step.run();
            return Optional.empty();
        } catch (StackOverflowError e) {
            return Optional.of(new IllegalStateException("the query is nested too deeply for the planner", e));
        } catch (VirtualMachineError | LinkageError e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(e);
        } catch (Error e) {
            return Optional.of(new IllegalStateException(
                    "the SQL planner breaks off at this query; write it in another way. Its own words: " + words(e),
                    e));
        }
    }

    /** What an error says, without the plan that the planner adds on lines of its own. */
    private static String words(Error error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("").replaceAll("[\\s:]+$", "");
    }
}
