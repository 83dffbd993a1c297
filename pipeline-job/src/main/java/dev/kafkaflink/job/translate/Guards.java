package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.connector.step.GuardedOperatorFactory;
import dev.kafkaflink.job.connector.step.GuardedStep;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.plan.ContentUids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.operators.CodeGenOperatorFactory;
import org.apache.flink.table.runtime.operators.sink.constraint.ConstraintEnforcer;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/**
 * The steps of a plan that work on each row by itself, and so can go on without one over which an expression fails. What a step
 * with state computes of rows, such as the arguments of an aggregate, the planner puts into such a step before it.
 *
 * @param steps by the id of the transformation
 * @param deadLetters their way for rows that they fail over
 */
record Guards(Map<Integer, GuardedStep> steps, List<Transformation<DeadLetter>> deadLetters) {

    /** The steps of these transformations. */
    static Guards of(JobDefinition definition, Collection<Transformation<?>> transformations) {
        Map<Integer, GuardedStep> steps = new HashMap<>();
        List<Transformation<DeadLetter>> letters = new ArrayList<>();
        for (Transformation<?> transformation : transformations) {
            if (transformation instanceof OneInputTransformation<?, ?> one && isGuarded(one)) {
                steps.put(one.getId(), step(one, definition, transformations));
                letters.add(new SideOutputTransformation<>(one, DeadLetterOutput.TAG));
            }
        }
        return new Guards(steps, letters);
    }

    private static boolean isGuarded(OneInputTransformation<?, ?> step) {
        StreamOperatorFactory<?> factory = step.getOperatorFactory();
        boolean eachRow = factory instanceof CodeGenOperatorFactory
                || factory instanceof SimpleOperatorFactory<?> simple
                        && simple.getStreamOperatorClass(Guards.class.getClassLoader()) == ConstraintEnforcer.class;
        return eachRow
                && step.getStateKeySelector() == null
                && step.getInputType() instanceof InternalTypeInfo
                && !PlanUids.picksColumns(step);
    }

    private static GuardedStep step(
            OneInputTransformation<?, ?> step, JobDefinition definition, Collection<Transformation<?>> all) {
        String description = step.getDescription() == null ? step.getName() : step.getDescription();
        return new GuardedStep(
                stage(step, definition, all),
                ContentUids.withoutNumber(description),
                ((InternalTypeInfo<?>) step.getInputType()).toRowType(),
                Upstream.of(step.getInputs().get(0)).isOneCall());
    }

    /** The stage of a step's dead letters: the sinks that it works for. */
    static String stage(Transformation<?> step, JobDefinition definition, Collection<Transformation<?>> all) {
        return Uids.queryStage(definition.sinks().stream()
                .map(Sink::name)
                .filter(sink -> all.stream()
                        .filter(other -> Uids.encode(sink).equals(other.getUid()))
                        .anyMatch(encode -> encode.getTransitivePredecessors().contains(step)))
                .collect(Collectors.joining(",")));
    }

    /** Sets the guards into the graph that was made of the transformations. */
    void install(StreamGraph graph, DeadLetterOutput output) {
        for (StreamNode node : graph.getStreamNodes()) {
            GuardedStep step = steps.get(node.getId());
            if (step != null) {
                @SuppressWarnings("unchecked") // its output is rows, as its input is
                StreamOperatorFactory<RowData> planned = (StreamOperatorFactory<RowData>) node.getOperatorFactory();
                node.setOperatorFactory(new GuardedOperatorFactory(planned, step, output));
            }
        }
    }
}
