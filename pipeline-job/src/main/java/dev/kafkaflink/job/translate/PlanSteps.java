package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.connector.source.Reading;
import dev.kafkaflink.job.plan.ContentUids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;

/**
 * The steps from sources to sinks, as a person would tell them: how rows are spread over subtasks and handed to Kafka is left
 * out.
 *
 * @param steps inputs first; those of sources begin with them
 * @param lastOf the UID of the last step of each sink, by the sink's name
 */
public record PlanSteps(List<PlanStep> steps, Map<String, List<String>> lastOf) {

    public PlanSteps {
        steps = List.copyOf(steps);
        lastOf = Map.copyOf(lastOf);
    }

    /**
     * A step.
     *
     * @param uid under which a savepoint holds its state, if it keeps any
     * @param inputs the UIDs of the steps whose rows it takes
     * @param source the name of the source that it reads; null: it reads none
     * @param description what the planner says of it, such as {@code Calc(select=[a], where=[(a > 1)])}; null for a source
     * @param keyed whether it keeps rows or results by key
     * @param forgets whether what it keeps has a time to live
     * @param late what can become of rows that are late for it
     */
    public record PlanStep(
            String uid,
            List<String> inputs,
            String source,
            String description,
            boolean keyed,
            boolean forgets,
            LateRows late) {
        public PlanStep {
            inputs = List.copyOf(inputs);
        }
    }

    /** The steps of a definition that {@link PlanCheck} finds nothing wrong with. */
    public static PlanSteps of(JobDefinition definition) {
        StreamExecutionEnvironment env = PlanCheck.planningOnly();
        Translation.add(definition, env, Reading.AS_DEFINED);
        return new Walk(definition).through(env.getTransformations());
    }

    private static final class Walk {
        private final JobDefinition definition;
        private final Map<String, Source> sources = new HashMap<>();
        private final Map<String, PlanStep> steps = new LinkedHashMap<>();

        Walk(JobDefinition definition) {
            this.definition = definition;
            definition.sources().forEach(source -> sources.put(Uids.source(source.name()), source));
        }

        PlanSteps through(Collection<Transformation<?>> outputs) {
            Map<String, Transformation<?>> encoders = new HashMap<>();
            outputs.forEach(output -> output.getTransitivePredecessors()
                    .forEach(step -> encoders.put(String.valueOf(step.getUid()), step)));
            Map<String, List<String>> lastOf = new LinkedHashMap<>();
            for (Sink sink : definition.sinks()) {
                lastOf.put(sink.name(), inputs(encoders.get(Uids.encode(sink.name()))));
            }
            return new PlanSteps(new ArrayList<>(steps.values()), lastOf);
        }

        /** The UIDs of the steps that are told, out of which rows go into this one. */
        private List<String> inputs(Transformation<?> step) {
            Set<String> uids = new LinkedHashSet<>();
            step.getInputs().forEach(input -> uids.addAll(visit(input)));
            return List.copyOf(uids);
        }

        private List<String> visit(Transformation<?> step) {
            List<String> inputs = inputs(step);
            Source source = sources.get(step.getUid());
            boolean told = source != null
                    || step.getDescription() != null && !(step instanceof PartitionTransformation)
                    || inputs.size() > 1;
            if (!told) {
                return inputs;
            }
            steps.computeIfAbsent(
                    step.getUid(),
                    uid -> new PlanStep(
                            uid,
                            inputs,
                            source == null ? null : source.name(),
                            source == null ? description(step) : null,
                            StatefulSteps.isKeyed(step),
                            !ForgettingState.of(step).isEmpty(),
                            LateSteps.lateRows(step)));
            return List.of(step.getUid());
        }

        private static String description(Transformation<?> step) {
            return step.getDescription() == null ? step.getName() : ContentUids.withoutNumber(step.getDescription());
        }
    }
}
