package dev.kafkaflink.job.format;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.table.data.RowData;

/**
 * Rejects rows whose event time is too far ahead of the clock. A single one would move the watermark so far that all rows
 * after it are late. A {@code TIMESTAMP} without time zone counts as UTC.
 */
public final class EventTimeLimit implements RowDecoder {
    private static final long serialVersionUID = 1L;

    private final RowDecoder decoder;
    private final String column;
    private final int index;
    private final int precision;
    private final long maxAheadMillis;
    private final Clock clock;

    /**
     * A decoder with a limit.
     *
     * @param decoder makes the rows
     * @param column the name of the event-time column
     * @param index its place in a row; it is never null there
     * @param precision its precision in digits of a second
     * @param maxAhead how far ahead of the clock it may be
     */
    public EventTimeLimit(RowDecoder decoder, String column, int index, int precision, Duration maxAhead, Clock clock) {
        this.decoder = decoder;
        this.column = column;
        this.index = index;
        this.precision = precision;
        this.maxAheadMillis = maxAhead.toMillis();
        this.clock = clock;
    }

    @Override
    public void open() {
        decoder.open();
    }

    @Override
    public Decoding decode(byte[] value) {
        Decoding decoding = decoder.decode(value);
        if (decoding.row() == null) {
            return decoding;
        }
        long time = time(decoding.row());
        return time - clock.millis() <= maxAheadMillis ? decoding : Decoding.rejected(reason(time));
    }

    private long time(RowData row) {
        return row.getTimestamp(index, precision).getMillisecond();
    }

    private String reason(long time) {
        String limit = Duration.ofMillis(maxAheadMillis).toString().substring("PT".length());
        return "column '" + column + "': the event time " + Instant.ofEpochMilli(time) + " is more than "
                + limit.toLowerCase(Locale.ROOT) + " ahead of the clock, the limit by eventTime.maxAhead";
    }
}
