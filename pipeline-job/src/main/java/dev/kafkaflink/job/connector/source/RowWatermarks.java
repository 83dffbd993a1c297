package dev.kafkaflink.job.connector.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.table.data.RowData;

/**
 * The planner's watermark strategy for rows, applied to decoded records: dead letters do not move the watermark.
 *
 * <p>It also moves event time on when all partitions of a task are idle. Flink combines the watermarks of the partitions
 * that are active, so that the newest watermark of a partition counts only if all others fall idle before it does; if they
 * do so in the same tick, or in another order, the last windows would stay open.
 */
final class RowWatermarks implements WatermarkStrategy<Decoded> {
    private static final long serialVersionUID = 1L;
    /** A job is one pipeline: all sources of it that say so wait for each other. */
    private static final String ALIGNED = "pipeline";

    private static final long ALIGNMENT_INTERVAL_MILLIS = 1_000;

    private final WatermarkStrategy<RowData> rows;
    private final Duration idleness;
    private final Duration maxDrift;
    private final String source;
    /** Each task has a strategy of its own, which was deserialized for it. */
    private transient Partitions partitions;

    private RowWatermarks(WatermarkStrategy<RowData> rows, Duration idleness, Duration maxDrift, String source) {
        this.rows = rows;
        this.idleness = idleness;
        this.maxDrift = maxDrift;
        this.source = source;
    }

    /**
     * The strategy for decoded records.
     *
     * @param rows the planner's; null: no watermarks
     * @param idleness after how long a partition without records no longer holds back the watermark; null: never
     * @param maxDrift how far it may be ahead of the slowest source of the pipeline; null: as the query says
     * @param source its name, by which its {@link NewestWatermark} is found
     */
    static WatermarkStrategy<Decoded> of(
            WatermarkStrategy<RowData> rows, Duration idleness, Duration maxDrift, String source) {
        if (rows == null) {
            return WatermarkStrategy.noWatermarks();
        }
        return new RowWatermarks(rows, idleness, maxDrift, source);
    }

    @Override
    public WatermarkGenerator<Decoded> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        if (partitions == null) {
            partitions = new Partitions(NewestWatermark.ofThisTask(source));
        }
        WatermarkGenerator<RowData> generator = rows.createWatermarkGenerator(context);
        partitions.newest.follow(generator);
        // Idleness lies inside, so that dead letters do not keep a partition active either: it would hold back all
        // others.
        return new Generator(
                idleness == null
                        ? generator
                        : new WatermarksWithIdleness<>(generator, idleness, context.getInputActivityClock()),
                partitions);
    }

    @Override
    public WatermarkAlignmentParams getAlignmentParameters() {
        return maxDrift == null
                ? rows.getAlignmentParameters()
                : new WatermarkAlignmentParams(maxDrift.toMillis(), ALIGNED, ALIGNMENT_INTERVAL_MILLIS);
    }

    /** What the partitions of one task have come to. */
    private static final class Partitions {
        private final NewestWatermark newest;
        private int active;

        Partitions(NewestWatermark newest) {
            this.newest = newest;
        }
    }

    /** One partition's watermark. It stands between its strategy and Flink to see what the strategy says. */
    private static final class Generator implements WatermarkGenerator<Decoded>, WatermarkOutput {
        private final WatermarkGenerator<RowData> rows;
        private final Partitions partitions;
        private WatermarkOutput output;
        private boolean idle;
        private boolean markedIdle;
        private boolean caughtUp;

        Generator(WatermarkGenerator<RowData> rows, Partitions partitions) {
            this.rows = rows;
            this.partitions = partitions;
            partitions.active++;
        }

        @Override
        public void onEvent(Decoded event, long timestamp, WatermarkOutput flink) {
            if (event.row() == null) {
                return;
            }
            markActiveHere();
            output = flink;
            rows.onEvent(event.row(), timestamp, this);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput flink) {
            output = flink;
            rows.onPeriodicEmit(this);
            if (idle && !markedIdle) {
                passOnIdleness();
            }
        }

        /** Flink takes no watermark from idle partitions: the last one stays active for a tick, to give the newest of all. */
        private void passOnIdleness() {
            boolean isLast = partitions.active == 0 && partitions.newest.value() != NewestWatermark.NONE;
            if (isLast && !caughtUp) {
                output.emitWatermark(new Watermark(partitions.newest.value()));
                caughtUp = true;
            } else {
                output.markIdle();
                markedIdle = true;
            }
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            partitions.newest.atLeast(watermark.getTimestamp());
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            if (!idle) {
                idle = true;
                partitions.active--;
            }
        }

        @Override
        public void markActive() {
            markActiveHere();
            output.markActive();
        }

        private void markActiveHere() {
            if (idle) {
                idle = false;
                markedIdle = false;
                caughtUp = false;
                partitions.active++;
            }
        }
    }
}
