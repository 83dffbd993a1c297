package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.crds.jobdef.DeadLetters.Policy;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.metrics.QueryMetrics;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Counts the dead letters of all steps of the queries, which have no state of ours, and hands them on if they are kept. */
public final class QueryDeadLetters extends ProcessFunction<DeadLetter, DeadLetter> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final Policy policy;
    private transient QueryMetrics metrics;

    public QueryDeadLetters(Policy policy) {
        this.policy = policy;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        metrics = new QueryMetrics(getRuntimeContext(), context.getOperatorStateStore());
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
    public void processElement(DeadLetter letter, Context context, Collector<DeadLetter> out) {
        metrics.deadLettered();
        if (policy == Policy.Route) {
            out.collect(letter);
        }
    }
}
