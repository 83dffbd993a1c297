package dev.kafkaflink.job.connector.step;

import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OperatorAttributes;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * What stands around an operator of the planner's and looks at its rows. The operator keeps its state, its timers and its key: all
 * that is not about rows goes on to it.
 *
 * @param <O> how many inputs the operator has
 */
abstract class OperatorAround<O extends StreamOperator<RowData>> implements StreamOperator<RowData> {
    private static final long serialVersionUID = 1L;

    final O operator;

    OperatorAround(O operator) {
        this.operator = operator;
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
}
