package dev.kafkaflink.job.metrics;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counters that are part of their operator's checkpoint. After a restart they go on from the checkpoint, as the records do
 * that are read again from there, so that each record counts once.
 *
 * <p>Each subtask keeps one number of each counter in a list that Flink deals out to the subtasks anew: whoever gets several
 * adds them up, so that the sum over all subtasks stays whatever the parallelism becomes.
 */
public final class Totals {
    /** A double, which Flink's REST interface makes of each metric, holds it exactly. */
    private static final long MARK_BITS = (1L << 48) - 1;

    private record Total(Counter counter, ListState<Long> state) {}

    private final OperatorStateStore store;
    private final List<Total> totals = new ArrayList<>();
    private final ListState<Long> beginning;
    private final long begunIn;

    /**
     * Totals of an operator, restored.
     *
     * @param group takes the counters
     * @param job marks totals that begin at zero
     */
    public Totals(OperatorStateStore store, MetricGroup group, JobID job) throws Exception {
        this.store = store;
        beginning =
                store.getUnionListState(new ListStateDescriptor<>(JobMetrics.TOTALS_BEGUN_IN, LongSerializer.INSTANCE));
        Long known = null;
        for (Long mark : beginning.get()) {
            known = mark;
        }
        begunIn = known == null ? (job.getUpperPart() * 31 + job.getLowerPart()) & MARK_BITS : known;
        group.gauge(JobMetrics.TOTALS_BEGUN_IN, () -> begunIn);
    }

    /** A counter of that name, which begins with what the checkpoint says. */
    public Counter counter(MetricGroup group, String name) throws Exception {
        ListState<Long> state = store.getListState(new ListStateDescriptor<>(name, LongSerializer.INSTANCE));
        Counter counter = group.counter(name);
        for (Long restored : state.get()) {
            counter.inc(restored);
        }
        totals.add(new Total(counter, state));
        return counter;
    }

    /** Writes the numbers that belong to the checkpoint that is being taken. */
    public void snapshot() throws Exception {
        beginning.update(List.of(begunIn));
        for (Total total : totals) {
            total.state().update(List.of(total.counter().getCount()));
        }
    }
}
