package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.plan.ContentUids;
import dev.kafkaflink.job.plan.PlanNode;
import dev.kafkaflink.job.plan.StateGrowth;
import dev.kafkaflink.job.plan.StepText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.transformations.KeyedMultipleInputTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * The steps of a plan that may keep state: sources, which keep offsets, and those that SQL planning keys, since it keeps rows
 * and results by key alone. State of sinks goes by names of their own and stays.
 */
final class StatefulSteps {
    private final Map<Transformation<?>, List<String>> sinks = new LinkedHashMap<>();

    private StatefulSteps() {}

    /**
     * The steps that lead to the sinks of a definition.
     *
     * @param outputs transformations with UIDs, all sinks' upstream of one of them
     */
    static List<Step> of(JobDefinition definition, Collection<Transformation<?>> outputs) {
        List<Transformation<?>> withUids = outputs.stream()
                .flatMap(output -> output.getTransitivePredecessors().stream())
                .filter(step -> step.getUid() != null)
                .<Transformation<?>>map(step -> step)
                .distinct()
                .toList();
        Map<String, Transformation<?>> encoders = withUids.stream()
                .filter(step -> step.getUid().startsWith(Uids.encode("")))
                .collect(Collectors.toMap(Transformation::getUid, step -> step));
        StatefulSteps steps = new StatefulSteps();
        for (Sink sink : definition.sinks()) {
            steps.visit(encoders.get(Uids.encode(sink.name())), sink.name(), new HashSet<>());
        }
        Map<String, Source> sources = definition.sources().stream()
                .collect(Collectors.toMap(source -> Uids.source(source.name()), source -> source));
        Stream<Step> ofQueries = steps.sinks.entrySet().stream()
                .map(step -> new Step(
                        step.getKey().getUid(),
                        step.getValue(),
                        text(step.getKey(), sources),
                        growsForEver(step.getKey()) ? true : null));
        // It is there as long as a query has a step that can fail over a row, or leave one out as late.
        Stream<Step> counting = withUids.stream()
                .map(Transformation::getUid)
                .filter(Uids.QUERY_DEAD_LETTERS::equals)
                .map(uid -> new Step(uid, List.of(), "the number of dead letters of the queries"));
        return Stream.concat(ofQueries, counting).toList();
    }

    private static boolean growsForEver(Transformation<?> step) {
        return isKeyed(step)
                && StateGrowth.isByKey(PlanNode.parse(ContentUids.withoutNumber(step.getDescription())))
                && ForgettingState.of(step).isEmpty();
    }

    // Of two windows that are alike, what they are over tells them apart.
    private static String text(Transformation<?> step, Map<String, Source> sources) {
        Source source = sources.get(step.getUid());
        if (source != null) {
            return StepText.of(source);
        }
        Set<String> over = Upstream.of(step).sources();
        return StepText.of(step.getDescription()) + " over "
                + sources.entrySet().stream()
                        .filter(known -> over.contains(known.getKey()))
                        .map(known -> known.getValue().name())
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private void visit(Transformation<?> step, String sink, Set<Transformation<?>> visited) {
        if (!visited.add(step)) {
            return;
        }
        step.getInputs().forEach(input -> visit(input, sink, visited));
        if (step instanceof SourceTransformation || isKeyed(step)) {
            sinks.computeIfAbsent(step, first -> new ArrayList<>()).add(sink);
        }
    }

    static boolean isKeyed(Transformation<?> step) {
        if (step instanceof OneInputTransformation<?, ?> one) {
            return one.getStateKeySelector() != null;
        }
        if (step instanceof TwoInputTransformation<?, ?, ?> two) {
            return two.getStateKeySelector1() != null;
        }
        return step instanceof KeyedMultipleInputTransformation;
    }
}
