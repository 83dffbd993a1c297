package dev.kafkaflink.job.connector.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.table.data.RowData;

/** The planner's watermark strategy for rows, applied to decoded records: dead letters do not move the watermark. */
final class RowWatermarks implements WatermarkGeneratorSupplier<Decoded> {
    private static final long serialVersionUID = 1L;

    private final WatermarkStrategy<RowData> rows;

    private RowWatermarks(WatermarkStrategy<RowData> rows) {
        this.rows = rows;
    }

    /**
     * The strategy for decoded records.
     *
     * @param rows the planner's; null: no watermarks
     * @param idleness after how long a partition without records no longer holds back the watermark; null: never
     */
    static WatermarkStrategy<Decoded> of(WatermarkStrategy<RowData> rows, Duration idleness) {
        if (rows == null) {
            return WatermarkStrategy.noWatermarks();
        }
        // Idleness lies inside, so that dead letters do not keep a partition active either: it would hold back all
        // others.
        WatermarkStrategy<RowData> withIdleness = idleness == null ? rows : rows.withIdleness(idleness);
        return WatermarkStrategy.forGenerator(new RowWatermarks(withIdleness));
    }

    @Override
    public WatermarkGenerator<Decoded> createWatermarkGenerator(Context context) {
        return new Generator(rows.createWatermarkGenerator(context));
    }

    private record Generator(WatermarkGenerator<RowData> rows) implements WatermarkGenerator<Decoded> {
        @Override
        public void onEvent(Decoded event, long timestamp, WatermarkOutput output) {
            if (event.row() != null) {
                rows.onEvent(event.row(), timestamp, output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            rows.onPeriodicEmit(output);
        }
    }
}
