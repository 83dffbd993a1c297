package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counters that are part of their operator's checkpoint. After a restart they go on from the checkpoint, as the records do
 * that are read again from there, so that each record counts once.
 *
 * <p>Each subtask keeps one number of each counter in a list that Flink deals out to the subtasks anew: whoever gets several
 * adds them up, so that the sum over all subtasks stays whatever the parallelism becomes. What tells one series of counts from
 * another is known to all subtasks, as broadcast state: of a union of lists Flink takes no checkpoint once some subtasks have ended
 * and others have not.
 *
 * <p>A job manager forgets the metrics of tasks that have ended. It keeps their accumulators, which therefore hold the last counts,
 * under the metric's name.
 */
final class Totals {
    /** A double, which Flink's REST interface makes of each metric, holds it exactly. */
    private static final long MARK_BITS = (1L << 48) - 1;

    private record Total(Counter counter, ListState<Long> state, LongCounter atEnd) {}

    private final RuntimeContext task;
    private final OperatorStateStore store;
    private final MetricGroup group;
    private final String scope;
    private final List<Total> totals = new ArrayList<>();

    /**
     * Totals of an operator, restored.
     *
     * @param task the operator's
     * @param store the operator's state
     * @param scope of the metrics, below ours
     */
    Totals(RuntimeContext task, OperatorStateStore store, String... scope) throws Exception {
        this.task = task;
        this.store = store;
        this.scope = JobMetrics.GROUP + "." + String.join(".", scope) + ".";
        MetricGroup inner = task.getMetricGroup().addGroup(JobMetrics.GROUP);
        for (String name : scope) {
            inner = inner.addGroup(name);
        }
        group = inner;
        mark();
    }

    /** What a job that has no such state yet marks its counts with. */
    private void mark() throws Exception {
        BroadcastState<String, Long> state = store.getBroadcastState(new MapStateDescriptor<>(
                JobMetrics.TOTALS_BEGUN_IN, StringSerializer.INSTANCE, LongSerializer.INSTANCE));
        if (!state.contains(JobMetrics.TOTALS_BEGUN_IN)) {
            JobID job = task.getJobInfo().getJobId();
            state.put(JobMetrics.TOTALS_BEGUN_IN, (job.getUpperPart() * 31 + job.getLowerPart()) & MARK_BITS);
        }
        long mark = state.get(JobMetrics.TOTALS_BEGUN_IN);
        group.gauge(JobMetrics.TOTALS_BEGUN_IN, () -> mark);
        String name = scope + JobMetrics.TOTALS_BEGUN_IN;
        // A sink counts in two operators, which may share a task.
        if (task.getAccumulator(name) == null) {
            task.addAccumulator(name, new LongMaximum(mark));
        }
    }

    /** The metrics of the scope. */
    MetricGroup group() {
        return group;
    }

    /** A counter of that name, which begins with what the checkpoint says. */
    Counter counter(String name) throws Exception {
        ListState<Long> state = store.getListState(new ListStateDescriptor<>(name, LongSerializer.INSTANCE));
        Counter counter = group.counter(name);
        for (Long restored : state.get()) {
            counter.inc(restored);
        }
        totals.add(new Total(counter, state, task.getLongCounter(scope + name)));
        return counter;
    }

    /** Writes the numbers that belong to the checkpoint that is being taken. */
    void snapshot() throws Exception {
        for (Total total : totals) {
            total.state().update(List.of(total.counter().getCount()));
        }
    }

    /** Keeps the last numbers, as the operator ends. */
    void close() {
        totals.forEach(total -> total.atEnd().add(total.counter().getCount()));
    }
}
