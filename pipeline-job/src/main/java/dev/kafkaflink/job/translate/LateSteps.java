package dev.kafkaflink.job.translate;

import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.step.CountingSortFactory;
import dev.kafkaflink.job.connector.step.LateRowsApartFactory;
import dev.kafkaflink.job.connector.step.LateRowsFactory;
import dev.kafkaflink.job.connector.step.LateStep;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.plan.ContentUids;
import dev.kafkaflink.job.plan.PlanNode;
import dev.kafkaflink.job.plan.StepText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.runtime.operators.asyncprocessing.AsyncKeyOrderedProcessing;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * The steps of a plan that leave out rows that come behind the watermark, and count them while they do; a sort is made to. What
 * the planner says of a step tells its kind, and by which column a row is late.
 *
 * @param steps by the id of the transformation
 * @param firstPhases those that add up rows for one of the steps, likewise
 * @param deadLetters their way for rows that come too late
 */
record LateSteps(
        Map<Integer, LateStep> steps,
        Map<Integer, LateStep.Input> firstPhases,
        List<Transformation<DeadLetter>> deadLetters) {
    private static final String SORT = "TemporalSort";

    /** The steps of these transformations. */
    static LateSteps of(JobDefinition definition, Collection<Transformation<?>> transformations) {
        Map<Integer, LateStep> steps = new HashMap<>();
        Map<Integer, LateStep.Input> firstPhases = new HashMap<>();
        List<Transformation<DeadLetter>> letters = new ArrayList<>();
        for (Transformation<?> transformation : transformations) {
            firstPhase(transformation).ifPresent(input -> firstPhases.put(transformation.getId(), input));
            inputs(transformation)
                    .filter(inputs -> !decidesLater(transformation))
                    .ifPresent(inputs -> {
                        steps.put(
                                transformation.getId(),
                                new LateStep(
                                        Guards.stage(transformation, definition, transformations),
                                        ContentUids.withoutNumber(transformation.getDescription()),
                                        inputs));
                        letters.add(new SideOutputTransformation<>(transformation, DeadLetterOutput.TAG));
                    });
        }
        return new LateSteps(steps, firstPhases, letters);
    }

    /** Sets what counts late rows, and what keeps them if they are kept, into the graph of the transformations. */
    void install(StreamGraph graph, DeadLetterOutput output, boolean routes) {
        for (StreamNode node : graph.getStreamNodes()) {
            @SuppressWarnings("unchecked") // the steps have rows for output, and no other factory is called
            StreamOperatorFactory<RowData> planned = (StreamOperatorFactory<RowData>) node.getOperatorFactory();
            LateStep step = steps.get(node.getId());
            LateStep.Input firstPhase = firstPhases.get(node.getId());
            if (step != null) {
                StreamOperatorFactory<RowData> counting = counting(planned, step);
                node.setOperatorFactory(routes ? new LateRowsFactory(counting, step, output) : counting);
            } else if (firstPhase != null && routes) {
                node.setOperatorFactory(new LateRowsApartFactory(planned, firstPhase));
            }
        }
    }

    /** The operator of a step, which counts what it leaves out. */
    static StreamOperatorFactory<RowData> counting(StreamOperatorFactory<RowData> planned, LateStep step) {
        return step.description().startsWith(SORT)
                ? new CountingSortFactory(planned, step.inputs().get(0))
                : planned;
    }

    private static Optional<LateStep.Input> firstPhase(Transformation<?> step) {
        return Optional.ofNullable(step.getDescription())
                .map(ContentUids::withoutNumber)
                .filter(description -> description.startsWith("LocalWindowAggregate("))
                .flatMap(description ->
                        ofWindow(step, 0, PlanNode.parse(description).get("window")));
    }

    /** What can become of rows that are late for a step. */
    static LateRows lateRows(Transformation<?> step) {
        if (inputs(step).isEmpty()) {
            return LateRows.NONE;
        }
        return decidesLater(step) ? LateRows.COUNTED : LateRows.KEPT;
    }

    /** By what the rows of each input are late; empty: the step leaves none out. */
    private static Optional<List<LateStep.Input>> inputs(Transformation<?> step) {
        if (!StatefulSteps.isKeyed(step) || step.getDescription() == null) {
            return Optional.empty();
        }
        PlanNode node = PlanNode.parse(ContentUids.withoutNumber(step.getDescription()));
        return switch (node.name()) {
            case "GlobalWindowAggregate", "WindowAggregate", "WindowRank", "WindowDeduplicate", "WindowTableFunction" ->
                ofWindow(step, 0, node.get("window")).map(List::of);
            case "WindowJoin" ->
                ofWindow(step, 0, node.get("leftWindow")).flatMap(left -> ofWindow(step, 1, node.get("rightWindow"))
                        .map(right -> List.of(left, right)));
            case "GroupWindowAggregate" ->
                node.get("window")
                        .map(LateSteps::timeOfGroup)
                        .flatMap(time -> ofTime(step, time))
                        .map(List::of);
            case "OverAggregate", "Match", SORT ->
                node.get("orderBy")
                        .map(LateSteps::first)
                        .flatMap(time -> ofTime(step, time))
                        .map(List::of);
            case "Deduplicate" -> keepsFirstByTime(node) ? ofFirstTime(step).map(List::of) : Optional.empty();
            default -> Optional.empty();
        };
    }

    // With state that is read asynchronously, an operator has not decided over a row when it hands control back.
    private static boolean decidesLater(Transformation<?> step) {
        StreamOperatorFactory<?> factory = step instanceof OneInputTransformation<?, ?> one
                ? one.getOperatorFactory()
                : step instanceof TwoInputTransformation<?, ?, ?> two ? two.getOperatorFactory() : null;
        return factory == null
                || AsyncKeyOrderedProcessing.class.isAssignableFrom(
                        factory.getStreamOperatorClass(LateSteps.class.getClassLoader()));
    }

    // Such as TUMBLE(time_col=[at], size=[1 h]), or win_end=[window_end] or slice_end=[$slice_end] in its place.
    private static Optional<LateStep.Input> ofWindow(Transformation<?> step, int input, Optional<String> window) {
        PlanNode parts = PlanNode.parse(window.orElse(""));
        RowType columns = columns(step, input);
        return parts.get("time_col").isPresent()
                ? ofTime(step, parts.get("time_col").get())
                : parts.get("win_end")
                        .or(() -> parts.get("slice_end"))
                        .map(columns::getFieldIndex)
                        .filter(index -> index >= 0)
                        .map(index -> new LateStep.Input(columns, index, true));
    }

    // Of several event times, the planner goes by the first.
    private static Optional<LateStep.Input> ofFirstTime(Transformation<?> step) {
        RowType columns = columns(step, 0);
        return Optional.of(firstTime(columns))
                .filter(index -> index >= 0)
                .map(index -> new LateStep.Input(columns, index, false));
    }

    private static Optional<LateStep.Input> ofTime(Transformation<?> step, String column) {
        RowType columns = columns(step, 0);
        int named = columns.getFieldIndex(column);
        // A name that is none has a comma or a bracket in it.
        return Optional.of(named < 0 ? firstTime(columns) : named)
                .filter(index -> index >= 0 && isRowTime(columns.getTypeAt(index)))
                .map(index -> new LateStep.Input(columns, index, false));
    }

    private static int firstTime(RowType columns) {
        return IntStream.range(0, columns.getFieldCount())
                .filter(index -> isRowTime(columns.getTypeAt(index)))
                .findFirst()
                .orElse(-1);
    }

    // Any other keeps what it has of a key, and does not mind how old a row is.
    private static boolean keepsFirstByTime(PlanNode node) {
        return node.get("keep").equals(Optional.of("FirstRow"))
                && node.get("order").equals(Optional.of("ROWTIME"))
                && node.get("outputInsertOnly").equals(Optional.of("true"));
    }

    private static boolean isRowTime(LogicalType type) {
        return LogicalTypeChecks.isRowtimeAttribute(type);
    }

    private static RowType columns(Transformation<?> step, int input) {
        return ((InternalTypeInfo<?>) step.getInputs().get(input).getOutputType()).toRowType();
    }

    // Such as TumblingGroupWindow('w$, at, 3600000).
    private static String timeOfGroup(String window) {
        return StepText.parts(window.substring(window.indexOf('(') + 1)).get(1);
    }

    // Such as: at ASC, origin DESC.
    private static String first(String orderBy) {
        return StepText.parts(orderBy).get(0).replaceAll(" (ASC|DESC)$", "");
    }
}
