package dev.kafkaflink.job.connector;

import dev.kafkaflink.job.metrics.CommitMetrics;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Adds up what is committed and what is lost; the sums are part of the checkpoint. */
final class CommittedFunction<C> extends ProcessFunction<CommittableMessage<CountedCommittable<C>>, Void>
        implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final String sink;
    private transient CommitMetrics metrics;

    /**
     * Counts for a sink.
     *
     * @param sink its name; null: the dead letters' output
     */
    CommittedFunction(String sink) {
        this.sink = sink;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        metrics = new CommitMetrics(getRuntimeContext(), context.getOperatorStateStore(), sink);
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
    }

    @Override
    public void processElement(
            CommittableMessage<CountedCommittable<C>> message, Context context, Collector<Void> none) {
        if (message instanceof CommittableWithLineage<CountedCommittable<C>> committed) {
            CountedCommittable<C> committable = committed.getCommittable();
            if (committable.lost()) {
                metrics.lost(committable.records());
            } else {
                metrics.acknowledged(committable.records());
            }
        }
    }
}
