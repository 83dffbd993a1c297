package dev.kafkaflink.job.connector.step;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;

/** What stands around an operator with one input. */
abstract class OneInputAround extends OperatorAround<OneInputStreamOperator<RowData, RowData>>
        implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1L;

    OneInputAround(OneInputStreamOperator<RowData, RowData> operator) {
        super(operator);
    }

    @Override
    public void setKeyContextElement(StreamRecord<RowData> row) throws Exception {
        operator.setKeyContextElement(row);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        operator.processWatermark(watermark);
    }

    @Override
    public void processWatermark(WatermarkEvent watermark) throws Exception {
        operator.processWatermark(watermark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        operator.processWatermarkStatus(status);
    }

    @Override
    public void processLatencyMarker(LatencyMarker marker) throws Exception {
        operator.processLatencyMarker(marker);
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
        operator.processRecordAttributes(attributes);
    }
}
