package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;

/** As {@link LateRowsOperator}, with two inputs: a join of windows, which counts the late rows of each. */
final class LateRowsJoin extends OperatorAround<TwoInputStreamOperator<RowData, RowData, RowData>>
        implements TwoInputStreamOperator<RowData, RowData, RowData> {
    private static final long serialVersionUID = 1L;

    private final transient WatchedOutput output;
    private final LateStep step;
    private final DeadLetterOutput deadLetters;
    private transient LateCounter lateOfLeft;
    private transient LateCounter lateOfRight;

    LateRowsJoin(
            TwoInputStreamOperator<RowData, RowData, RowData> operator,
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
        lateOfLeft = LateCounter.of(getMetricGroup(), "leftNumLateRecordsDropped");
        lateOfRight = LateCounter.of(getMetricGroup(), "rightNumLateRecordsDropped");
    }

    @Override
    public void processElement1(StreamRecord<RowData> element) throws Exception {
        operator.processElement1(element);
        if (lateOfLeft.takeOver()) {
            deadLetters.emit(step.deadLetter(0, element.getValue(), output.watermark()), output);
        }
    }

    @Override
    public void processElement2(StreamRecord<RowData> element) throws Exception {
        operator.processElement2(element);
        if (lateOfRight.takeOver()) {
            deadLetters.emit(step.deadLetter(1, element.getValue(), output.watermark()), output);
        }
    }

    @Override
    public void processWatermark1(Watermark watermark) throws Exception {
        operator.processWatermark1(watermark);
    }

    @Override
    public void processWatermark2(Watermark watermark) throws Exception {
        operator.processWatermark2(watermark);
    }

    @Override
    public void processWatermark1(WatermarkEvent watermark) throws Exception {
        operator.processWatermark1(watermark);
    }

    @Override
    public void processWatermark2(WatermarkEvent watermark) throws Exception {
        operator.processWatermark2(watermark);
    }

    @Override
    public void processWatermarkStatus1(WatermarkStatus status) throws Exception {
        operator.processWatermarkStatus1(status);
    }

    @Override
    public void processWatermarkStatus2(WatermarkStatus status) throws Exception {
        operator.processWatermarkStatus2(status);
    }

    @Override
    public void processLatencyMarker1(LatencyMarker marker) throws Exception {
        operator.processLatencyMarker1(marker);
    }

    @Override
    public void processLatencyMarker2(LatencyMarker marker) throws Exception {
        operator.processLatencyMarker2(marker);
    }

    @Override
    public void processRecordAttributes1(RecordAttributes attributes) throws Exception {
        operator.processRecordAttributes1(attributes);
    }

    @Override
    public void processRecordAttributes2(RecordAttributes attributes) throws Exception {
        operator.processRecordAttributes2(attributes);
    }
}
