package dev.kafkaflink.job.connector.step;

import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.format.json.LenientJson;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.types.RowKind;

/**
 * What is told of a row that comes too late for a step.
 *
 * @param stage the sinks that the step works for
 * @param description what the step does
 * @param inputs one or two
 */
public record LateStep(String stage, String description, List<Input> inputs) implements Serializable {

    public LateStep {
        inputs = List.copyOf(inputs);
    }

    /**
     * An input of the step.
     *
     * @param columns its columns
     * @param time the index of the column by which a row is in time or late
     * @param isWindowEnd whether that column has the end of the row's window, and not a time of the row's own
     */
    public record Input(RowType columns, int time, boolean isWindowEnd) implements Serializable {

        /** The time by which a row is in time or late. */
        long millis(RowData row) {
            return columns.getTypeAt(time).is(LogicalTypeRoot.BIGINT)
                    ? row.getLong(time)
                    : row.getTimestamp(time, LogicalTypeChecks.getPrecision(columns.getTypeAt(time)))
                            .getMillisecond();
        }

        /** A window ends with the millisecond before its end. */
        private String lateness(RowData row, long watermark) {
            long millis = millis(row);
            String what = isWindowEnd
                    ? (columns.getTypeAt(time).is(LogicalTypeRoot.BIGINT) ? "its part of a window" : "its window")
                            + " ended at " + Instant.ofEpochMilli(millis)
                    : columns.getFieldNames().get(time) + " is " + Instant.ofEpochMilli(millis);
            if (watermark == WatchedOutput.NO_WATERMARK) {
                return what + ", behind the watermark that the checkpoint has";
            }
            long late = watermark - (isWindowEnd ? millis - 1 : millis);
            return "%s, %d ms behind the watermark, %s".formatted(what, late, Instant.ofEpochMilli(watermark));
        }
    }

    /** The row as JSON: of which record it was made is not known behind a shuffle. */
    DeadLetter deadLetter(int input, RowData row, long watermark) {
        Input from = inputs.get(input);
        String what = row.getRowKind() == RowKind.INSERT ? "the row" : "a change of a row, " + row.getRowKind() + ",";
        String error = "%s comes too late: %s; the step is %s"
                .formatted(what, from.lateness(row, watermark), GuardedStep.shown(description));
        return DeadLetter.ofRow(stage, error, LenientJson.write(row, from.columns()));
    }
}
