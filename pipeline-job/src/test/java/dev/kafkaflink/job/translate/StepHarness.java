package dev.kafkaflink.job.translate;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.format.Shipped;
import dev.kafkaflink.job.format.json.LenientJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/** One step of a plan, given rows and watermarks by hand. */
@SuppressWarnings("try") // its close may be interrupted, as Flink has it
final class StepHarness extends AbstractStreamOperatorTestHarness<RowData> {
    private final InternalTypeInfo<?> outputType;
    private final Map<String, Counter> counters;

    private StepHarness(
            StreamOperatorFactory<RowData> factory, InternalTypeInfo<?> outputType, Map<String, Counter> counters)
            throws Exception {
        super(factory, environment(counters));
        this.outputType = outputType;
        this.counters = counters;
    }

    /**
     * A step as a task gets it.
     *
     * @param factory the step's own, or one around it
     * @param state from which it begins; null: none
     */
    static StepHarness open(Transformation<?> step, StreamOperatorFactory<RowData> factory, OperatorSubtaskState state)
            throws Exception {
        InternalTypeInfo<?> type = (InternalTypeInfo<?>) step.getOutputType();
        StepHarness harness = new StepHarness(Shipped.of(factory), type, new HashMap<>());
        if (step instanceof OneInputTransformation<?, ?> one && one.getStateKeySelector() != null) {
            harness.keyBy(one.getStateKeyType(), one.getStateKeySelector());
        } else if (step instanceof TwoInputTransformation<?, ?, ?> two) {
            harness.keyBy(two.getStateKeyType(), two.getStateKeySelector1(), two.getStateKeySelector2());
        }
        harness.config.serializeAllConfigs();
        harness.setup(rows(type).toSerializer());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    /** One whose output goes nowhere, of a step without state. */
    static StepHarness discarding(Transformation<?> step, StreamOperatorFactory<RowData> factory) throws Exception {
        InternalTypeInfo<?> type = (InternalTypeInfo<?>) step.getOutputType();
        StepHarness harness = new StepHarness(Shipped.of(factory), type, new HashMap<>());
        harness.config.serializeAllConfigs();
        harness.setOutputCreator(any -> new Nowhere());
        harness.setup(rows(type).toSerializer());
        harness.open();
        return harness;
    }

    @SuppressWarnings("unchecked")
    private static InternalTypeInfo<RowData> rows(InternalTypeInfo<?> type) {
        return (InternalTypeInfo<RowData>) type;
    }

    private void keyBy(TypeInformation<?> type, KeySelector<?, ?>... selectors) {
        for (int i = 0; i < selectors.length; i++) {
            config.setStatePartitioner(i, selectors[i]);
        }
        config.setStateKeySerializer(type.createSerializer(executionConfig.getSerializerConfig()));
    }

    private static MockEnvironment environment(Map<String, Counter> counters) {
        TestingMetricRegistry registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    if (metric instanceof Counter counter && name.toLowerCase().contains("late")) {
                        counters.put(name, counter);
                    }
                })
                .build();
        return new MockEnvironmentBuilder()
                .setManagedMemorySize(8 << 20)
                .setMetricGroup(
                        TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "host", ResourceID.generate())
                                .addJob(new JobID(), "job")
                                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task"))
                .build();
    }

    void row(int input, RowData row, long time) throws Exception {
        StreamRecord<RowData> element = new StreamRecord<>(row, time);
        if (input == 0) {
            operator.setKeyContextElement1(element);
        } else {
            operator.setKeyContextElement2(element);
        }
        if (operator instanceof TwoInputStreamOperator<?, ?, ?> two) {
            give(two, input, element);
        } else {
            give((OneInputStreamOperator<?, ?>) operator, element);
        }
    }

    @SuppressWarnings("unchecked")
    private static void give(OneInputStreamOperator<?, ?> operator, StreamRecord<RowData> element) throws Exception {
        ((OneInputStreamOperator<RowData, ?>) operator).processElement(element);
    }

    @SuppressWarnings("unchecked")
    private static void give(TwoInputStreamOperator<?, ?, ?> operator, int input, StreamRecord<RowData> element)
            throws Exception {
        TwoInputStreamOperator<RowData, RowData, ?> rows = (TwoInputStreamOperator<RowData, RowData, ?>) operator;
        if (input == 0) {
            rows.processElement1(element);
        } else {
            rows.processElement2(element);
        }
    }

    void watermark(long time) throws Exception {
        Watermark watermark = new Watermark(time);
        if (operator instanceof TwoInputStreamOperator<?, ?, ?> two) {
            two.processWatermark1(watermark);
            two.processWatermark2(watermark);
        } else {
            ((OneInputStreamOperator<?, ?>) operator).processWatermark(watermark);
        }
    }

    OperatorSubtaskState savepoint() throws Exception {
        operator.prepareSnapshotPreBarrier(1);
        return snapshot(1, 1);
    }

    long rows() {
        return getOutput().stream().filter(StreamRecord.class::isInstance).count();
    }

    /** What Flink has counted as late. */
    long late() {
        return counters.values().stream().mapToLong(Counter::getCount).sum();
    }

    List<DeadLetter> letters() {
        List<DeadLetter> letters = new ArrayList<>();
        var side = getSideOutput(DeadLetterOutput.TAG);
        if (side != null) {
            side.forEach(record -> letters.add(record.getValue()));
        }
        return letters;
    }

    /** The rows and watermarks that have left, in their order, as text. */
    List<String> output() {
        return getOutput().stream()
                .map(element -> element instanceof StreamRecord<?> record
                        ? text((RowData) record.getValue())
                        : element.toString())
                .toList();
    }

    private String text(RowData row) {
        return row.getRowKind().shortString()
                + new String(LenientJson.write(row, outputType.toRowType()), StandardCharsets.UTF_8);
    }
}
