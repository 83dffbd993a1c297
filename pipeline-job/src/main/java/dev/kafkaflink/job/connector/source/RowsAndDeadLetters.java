package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.connector.CurrentRecord;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.metrics.SourceMetrics;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/**
 * Parts a source's rows from its dead letters, and counts both. The counts are part of the checkpoint, and so is the newest
 * watermark.
 */
final class RowsAndDeadLetters extends ProcessFunction<Decoded, RowData> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private static final ListStateDescriptor<Long> NEWEST_WATERMARK =
            new ListStateDescriptor<>("newestWatermark", LongSerializer.INSTANCE);

    private final String source;
    private final DeadLetterOutput deadLetters;
    private transient SourceMetrics metrics;
    private transient NewestWatermark newestWatermark;
    private transient ListState<Long> newestWatermarks;

    RowsAndDeadLetters(String source, DeadLetterOutput deadLetters) {
        this.source = source;
        this.deadLetters = deadLetters;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        metrics = new SourceMetrics(getRuntimeContext(), context.getOperatorStateStore(), source);
        Gate.findInThisTask(source).ifPresent(gate -> metrics.stopping(gate::closedBecause));
        newestWatermark = NewestWatermark.ofThisTask(source);
        // With the same parallelism a subtask gets back its own, as the source's readers get their partitions.
        newestWatermarks = context.getOperatorStateStore().getListState(NEWEST_WATERMARK);
        for (Long restored : newestWatermarks.get()) {
            newestWatermark.atLeast(restored);
        }
    }

    @Override
    public void close() {
        // Not made yet where the start has failed.
        if (metrics != null) {
            metrics.close();
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        metrics.snapshot();
        long newest = newestWatermark.upToDate();
        newestWatermarks.update(newest == NewestWatermark.NONE ? List.of() : List.of(newest));
    }

    @Override
    public void processElement(Decoded decoded, Context context, Collector<RowData> out) {
        Long timestamp = context.timestamp();
        if (decoded.bytes() != Decoded.FURTHER) {
            metrics.read(decoded.bytes(), timestamp == null ? CurrentRecord.UNKNOWN : timestamp);
        }
        if (decoded.row() != null) {
            out.collect(decoded.row());
        } else if (decoded.deadLetter() != null) {
            metrics.deadLettered(decoded.failed());
            deadLetters.emit(decoded.deadLetter(), context);
        }
    }
}
