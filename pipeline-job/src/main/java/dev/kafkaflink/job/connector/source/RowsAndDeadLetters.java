package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.connector.CurrentRecord;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.metrics.SourceMetrics;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/** Parts a source's rows from its dead letters, and counts both; the counts are part of the checkpoint. */
final class RowsAndDeadLetters extends ProcessFunction<Decoded, RowData> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final DeadLetterOutput deadLetters;
    private transient SourceMetrics metrics;

    RowsAndDeadLetters(String source, DeadLetterOutput deadLetters) {
        this.source = source;
        this.deadLetters = deadLetters;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        metrics = new SourceMetrics(
                getRuntimeContext().getMetricGroup(),
                source,
                context.getOperatorStateStore(),
                getRuntimeContext().getJobInfo().getJobId());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        metrics.snapshot();
    }

    @Override
    public void processElement(Decoded decoded, Context context, Collector<RowData> out) {
        Long timestamp = context.timestamp();
        metrics.read(decoded.bytes(), timestamp == null ? CurrentRecord.UNKNOWN : timestamp);
        if (decoded.row() != null) {
            out.collect(decoded.row());
            return;
        }
        metrics.deadLettered(decoded.failed());
        deadLetters.emit(decoded.deadLetter(), context);
    }
}
