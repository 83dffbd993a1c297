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

/**
 * Knows whether a row has left an operator, since what is thrown from then on is not about the operator's own work, and how far
 * event time has come there.
 */
final class WatchedOutput implements Output<StreamRecord<RowData>> {
    /** Since the attempt began, event time is not known. */
    static final long NO_WATERMARK = Long.MIN_VALUE;

    private final Output<StreamRecord<RowData>> output;
    private boolean left;
    private long watermark = NO_WATERMARK;

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

    /** The newest watermark, which an operator hands on once it has done what it brings about. */
    long watermark() {
        return watermark;
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
        this.watermark = watermark.getTimestamp();
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
