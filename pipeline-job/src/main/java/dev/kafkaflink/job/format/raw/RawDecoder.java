package dev.kafkaflink.job.format.raw;

import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.Utf8;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The value as it is, as the one column of the table. */
final class RawDecoder implements RowDecoder {
    private static final long serialVersionUID = 1L;

    private final String column;
    private final boolean text;
    private final boolean nullable;
    private final Projection projection;

    /**
     * Decodes to one column.
     *
     * @param column its name
     * @param text whether it is a STRING, not BYTES
     * @param nullable whether it may be null
     * @param projection whether it is built
     */
    RawDecoder(String column, boolean text, boolean nullable, Projection projection) {
        this.column = column;
        this.text = text;
        this.nullable = nullable;
        this.projection = projection;
    }

    @Override
    public void open() {}

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null && !nullable) {
            return Decoding.rejected("empty value (tombstone), but column '" + column + "' is NOT NULL");
        }
        if (value != null && text) {
            int malformed = Utf8.firstMalformed(value);
            if (malformed >= 0) {
                return Decoding.rejected("invalid UTF-8 at byte " + malformed);
            }
        }
        GenericRowData row = new GenericRowData(projection.arity());
        for (int position : projection.positions()) {
            row.setField(position, field(value));
        }
        return Decoding.of(row);
    }

    private Object field(byte[] value) {
        return text && value != null ? StringData.fromBytes(value) : value;
    }
}
