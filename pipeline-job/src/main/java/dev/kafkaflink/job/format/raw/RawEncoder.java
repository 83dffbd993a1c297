package dev.kafkaflink.job.format.raw;

import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.RowEncoder;
import org.apache.flink.table.data.RowData;

/** One column's bytes as they are; NULL is a record without a value. */
final class RawEncoder implements RowEncoder {
    private static final long serialVersionUID = 1L;

    private final int position;
    private final boolean text;

    /**
     * Encodes one column.
     *
     * @param position the column's place in the row
     * @param text whether it is a STRING, not BYTES
     */
    RawEncoder(int position, boolean text) {
        this.position = position;
        this.text = text;
    }

    @Override
    public void open() {}

    @Override
    public Encoding encode(RowData row) {
        if (row.isNullAt(position)) {
            return Encoding.of(null);
        }
        return Encoding.of(
                text
                        ? row.getString(position).toBytes()
                        : row.getBinary(position).clone());
    }
}
