package dev.kafkaflink.job.connector.step;

import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * The first phase of an aggregate, which adds up what one subtask has of a window. Whether a row is late only the second phase
 * decides; one that may be goes there by itself, so that it is kept by itself.
 */
final class LateRowsApart extends OneInputAround {
    private static final long serialVersionUID = 1L;

    private final transient WatchedOutput output;
    private final LateStep.Input input;

    LateRowsApart(OneInputStreamOperator<RowData, RowData> operator, WatchedOutput output, LateStep.Input input) {
        super(operator);
        this.output = output;
        this.input = input;
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        operator.processElement(element);
        if (input.millis(element.getValue()) <= output.watermark()) {
            // Hands on what is added up so far, and keeps none of it: that is all that it does before a checkpoint.
            operator.prepareSnapshotPreBarrier(0);
        }
    }
}
