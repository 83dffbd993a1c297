package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.JobMetrics;
import dev.kafkaflink.job.metrics.SourceMetrics;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.RowData;

/**
 * Runs {@link RowsAndDeadLetters}, and tells of the source's watermark in this task. It is the one that the steps behind get:
 * that of all partitions, and none while they are idle. Flink's own metric of it keeps the last one then.
 */
public final class RowsOperator extends ProcessOperator<Decoded, RowData> {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final boolean hasEventTime;
    private volatile long watermark = JobMetrics.NO_WATERMARK;
    private volatile boolean idle;

    RowsOperator(RowsAndDeadLetters rows, String source, boolean hasEventTime) {
        super(rows);
        this.source = source;
        this.hasEventTime = hasEventTime;
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (hasEventTime) {
            SourceMetrics.watermark(getMetricGroup(), source, () -> idle ? JobMetrics.HOLDS_NOTHING_BACK : watermark);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }
}
