package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.job.format.Decoding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Rejects rows whose event time is too far ahead of the clock, or missing. A single one would move the watermark so far that all rows
 * after it are late. A {@code TIMESTAMP} without time zone counts as UTC.
 */
final class EventTimeLimit implements RecordDecoder {
    private static final long serialVersionUID = 1L;

    private final RecordDecoder decoder;
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
     * @param index its place in a row
     * @param precision its precision in digits of a second
     * @param maxAhead how far ahead of the clock it may be
     */
    EventTimeLimit(RecordDecoder decoder, String column, int index, int precision, Duration maxAhead, Clock clock) {
        this.decoder = decoder;
        this.column = column;
        this.index = index;
        this.precision = precision;
        this.maxAheadMillis = maxAhead.toMillis();
        this.clock = clock;
    }

    @Override
    public void open() throws Exception {
        decoder.open();
    }

    @Override
    public Decoding decode(ConsumerRecord<byte[], byte[]> record) {
        Decoding decoding = decoder.decode(record);
        if (decoding.isRejected()) {
            return decoding;
        }
        for (RowData row : decoding.rows()) {
            if (row.isNullAt(index)) {
                // What has one is decoded so, that it is never null: this is one that deletes a row.
                return Decoding.rejected(
                        "column '" + column + "': a record without a value has no event time there; take a"
                                + " column with metadata: timestamp for eventTime");
            }
            long time = row.getTimestamp(index, precision).getMillisecond();
            if (time - clock.millis() > maxAheadMillis) {
                return Decoding.rejected(reason(time));
            }
        }
        return decoding;
    }

    private String reason(long time) {
        String limit = Duration.ofMillis(maxAheadMillis).toString().substring("PT".length());
        return "column '" + column + "': the event time " + Instant.ofEpochMilli(time) + " is more than "
                + limit.toLowerCase(Locale.ROOT) + " ahead of the clock, the limit by eventTime.maxAhead";
    }
}
