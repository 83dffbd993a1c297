package dev.kafkaflink.job.connector.step;

import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/** Knows whether a row has left an operator: what is thrown from then on is not about the operator's own work. */
final class WatchedOutput implements Output<StreamRecord<RowData>> {
    private final Output<StreamRecord<RowData>> output;
    private boolean left;

    WatchedOutput(Output<StreamRecord<RowData>> output) {
        this.output = output;
    }

    /** Forgets the rows that have left. */
    void watch() {
        left = false;
    }

    /** Whether a row has left since {@link #watch}. */
    boolean hasLeft() {
        return left;
    }

    @Override
    public void collect(StreamRecord<RowData> row) {
        left = true;
        output.collect(row);
    }

    @Override
    public <X> void collect(OutputTag<X> tag, StreamRecord<X> row) {
        left = true;
        output.collect(tag, row);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        output.emitWatermark(watermark);
    }

    @Override
    public void emitWatermarkStatus(WatermarkStatus status) {
        output.emitWatermarkStatus(status);
    }

    @Override
    public void emitLatencyMarker(LatencyMarker marker) {
        output.emitLatencyMarker(marker);
    }

    @Override
    public void emitRecordAttributes(RecordAttributes attributes) {
        output.emitRecordAttributes(attributes);
    }

    @Override
    public void emitWatermark(WatermarkEvent watermark) {
        output.emitWatermark(watermark);
    }

    @Override
    public void close() {
        output.close();
    }
}
