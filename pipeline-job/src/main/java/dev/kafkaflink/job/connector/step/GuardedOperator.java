package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.connector.DeadLetterOutput;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorAttributes;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;

/**
 * An operator of the planner's that projects and filters. A row over which one of its expressions fails, such as a CAST or a
 * division by zero, becomes a dead letter: the job would fail over it again with each restart. What fails behind the operator,
 * in the same call, is not its row's fault and goes on as it is.
 */
final class GuardedOperator implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1L;

    private final OneInputStreamOperator<RowData, RowData> operator;
    private final transient WatchedOutput output;
    private final GuardedStep step;
    private final DeadLetterOutput deadLetters;

    GuardedOperator(
            OneInputStreamOperator<RowData, RowData> operator,
            WatchedOutput output,
            GuardedStep step,
            DeadLetterOutput deadLetters) {
        this.operator = operator;
        this.output = output;
        this.step = step;
        this.deadLetters = deadLetters;
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        output.watch();
        try {
            operator.processElement(element);
        } catch (Exception | StackOverflowError e) {
            if (output.hasLeft() || e instanceof InterruptedException) {
                throw e;
            }
            deadLetters.emit(step.deadLetter(element.getValue(), e), output);
        }
    }

    @Override
    public void open() throws Exception {
        operator.open();
    }

    @Override
    public void finish() throws Exception {
        operator.finish();
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        operator.prepareSnapshotPreBarrier(checkpoint);
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpoint, long timestamp, CheckpointOptions options, CheckpointStreamFactory storage)
            throws Exception {
        return operator.snapshotState(checkpoint, timestamp, options, storage);
    }

    @Override
    public void initializeState(StreamTaskStateInitializer initializer) throws Exception {
        operator.initializeState(initializer);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        operator.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        operator.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void setKeyContextElement(StreamRecord<RowData> row) throws Exception {
        operator.setKeyContextElement(row);
    }

    @Override
    public void setKeyContextElement1(StreamRecord<?> row) throws Exception {
        operator.setKeyContextElement1(row);
    }

    @Override
    public void setKeyContextElement2(StreamRecord<?> row) throws Exception {
        operator.setKeyContextElement2(row);
    }

    @Override
    public void setCurrentKey(Object key) {
        operator.setCurrentKey(key);
    }

    @Override
    public Object getCurrentKey() {
        return operator.getCurrentKey();
    }

    @Override
    public OperatorMetricGroup getMetricGroup() {
        return operator.getMetricGroup();
    }

    @Override
    public OperatorID getOperatorID() {
        return operator.getOperatorID();
    }

    @Override
    public OperatorAttributes getOperatorAttributes() {
        return operator.getOperatorAttributes();
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
