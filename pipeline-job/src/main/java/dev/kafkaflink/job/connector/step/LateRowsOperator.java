package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/** An operator of the planner's that leaves out rows that come behind the watermark: they become dead letters. */
final class LateRowsOperator extends OneInputAround {
    /** The name of the counter of operators with one input. */
    static final String COUNTER = "numLateRecordsDropped";

    private static final long serialVersionUID = 1L;

    private final transient WatchedOutput output;
    private final LateStep step;
    private final DeadLetterOutput deadLetters;
    private transient LateCounter late;

    LateRowsOperator(
            OneInputStreamOperator<RowData, RowData> operator,
            WatchedOutput output,
            LateStep step,
            DeadLetterOutput deadLetters) {
        super(operator);
        this.output = output;
        this.step = step;
        this.deadLetters = deadLetters;
    }

    @Override
    public void open() throws Exception {
        super.open();
        late = LateCounter.of(getMetricGroup(), COUNTER);
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        operator.processElement(element);
        if (late.takeOver()) {
            deadLetters.emit(step.deadLetter(0, element.getValue(), output.watermark()), output);
        }
    }
}
