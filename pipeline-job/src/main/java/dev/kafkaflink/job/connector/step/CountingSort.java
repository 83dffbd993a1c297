package dev.kafkaflink.job.connector.step;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/** Flink's sort by event time leaves late rows out and does not count them. Here they count, as with any other step. */
final class CountingSort extends OneInputAround {
    private static final long serialVersionUID = 1L;

    private final transient WatchedOutput output;
    private final LateStep.Input input;
    private transient ValueState<Long> newestSorted;
    private transient Counter late;

    CountingSort(OneInputStreamOperator<RowData, RowData> operator, WatchedOutput output, LateStep.Input input) {
        super(operator);
        this.output = output;
        this.input = input;
    }

    /** The state is the operator's own: the time of the rows that it handed on last. */
    @Override
    public void open() throws Exception {
        super.open();
        newestSorted = ((AbstractStreamOperator<?>) operator)
                .getKeyedStateBackend()
                .getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ValueStateDescriptor<>("lastTriggeringTsState", Long.class));
        late = getMetricGroup().counter(LateRowsOperator.COUNTER);
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        long time = input.millis(element.getValue());
        // A row ahead of the watermark cannot be late, and the state need not be read.
        boolean mayBeLate = output.watermark() == WatchedOutput.NO_WATERMARK || time <= output.watermark();
        Long newest = mayBeLate ? newestSorted.value() : null;
        if (newest != null && time <= newest) {
            late.inc();
        }
        operator.processElement(element);
    }
}
