package dev.kafkaflink.job.format;

import java.io.Serializable;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;

/** Writes dates and times of one SQL type in ISO 8601. */
public interface IsoWriter extends Serializable {
    /** How long a buffer must be: yyyy-MM-ddTHH:mm:ss.nnnnnnnnnZ, and some room. */
    int LENGTH = 36;

    /**
     * Writes a value to the begin of a buffer.
     *
     * @param value in Flink's internal form, not null
     * @return where the text ends
     * @throws Mismatch if its year has no four digits
     */
    int write(char[] buffer, Object value) throws Mismatch;

    /** The writer of a DATE, TIME, TIMESTAMP or TIMESTAMP_LTZ. */
    static IsoWriter of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case DATE ->
                (buffer, value) -> {
                    requireWritable((int) value);
                    return IsoTime.writeDate(buffer, 0, (int) value);
                };
            case TIME_WITHOUT_TIME_ZONE ->
                (buffer, value) -> {
                    int millis = (int) value;
                    return IsoTime.writeTime(buffer, 0, millis / 1000, millis % 1000 * 1_000_000);
                };
            case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(false);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(true);
            default -> throw new IllegalArgumentException("type " + type.asSummaryString() + " is no date or time");
        };
    }

    private static IsoWriter timestamp(boolean zoned) {
        return (buffer, value) -> {
            TimestampData timestamp = (TimestampData) value;
            requireWritable(Math.floorDiv(timestamp.getMillisecond(), 86_400_000L));
            return IsoTime.writeTimestamp(buffer, 0, timestamp, zoned);
        };
    }

    private static void requireWritable(long epochDay) throws Mismatch {
        if (!IsoTime.isWritable(epochDay)) {
            throw new Mismatch("its year is not within 0000 to 9999");
        }
    }
}
