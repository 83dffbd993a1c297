package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.PlanReport.Step;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.plan.StepText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.transformations.KeyedMultipleInputTransformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;

/**
 * The steps of a plan that may keep state: those that SQL planning keys, since it keeps rows and results by key alone. State
 * of sources and sinks goes by names of their own and stays.
 */
final class StatefulSteps {
    private final Map<Transformation<?>, List<String>> sinks = new LinkedHashMap<>();

    private StatefulSteps() {}

    /**
     * The steps that lead to sinks.
     *
     * @param outputs transformations with UIDs, all sinks' upstream of one of them
     */
    static List<Step> of(List<Sink> sinks, Collection<Transformation<?>> outputs) {
        Map<String, Transformation<?>> encoders = outputs.stream()
                .flatMap(output -> output.getTransitivePredecessors().stream())
                .distinct()
                .filter(step -> step.getUid() != null && step.getUid().startsWith(Uids.encode("")))
                .collect(Collectors.toMap(Transformation::getUid, step -> step));
        StatefulSteps steps = new StatefulSteps();
        for (Sink sink : sinks) {
            steps.visit(encoders.get(Uids.encode(sink.name())), sink.name(), new HashSet<>());
        }
        return steps.sinks.entrySet().stream()
                .map(step -> new Step(
                        step.getKey().getUid(),
                        step.getValue(),
                        StepText.of(step.getKey().getDescription())))
                .toList();
    }

    private void visit(Transformation<?> step, String sink, Set<Transformation<?>> visited) {
        if (!visited.add(step)) {
            return;
        }
        step.getInputs().forEach(input -> visit(input, sink, visited));
        if (isKeyed(step)) {
            sinks.computeIfAbsent(step, first -> new ArrayList<>()).add(sink);
        }
    }

    private static boolean isKeyed(Transformation<?> step) {
        if (step instanceof OneInputTransformation<?, ?> one) {
            return one.getStateKeySelector() != null;
        }
        if (step instanceof TwoInputTransformation<?, ?, ?> two) {
            return two.getStateKeySelector1() != null;
        }
        return step instanceof KeyedMultipleInputTransformation;
    }
}
