package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Rows of a table from whole records: columns of the value, of the key, and of what else is known of a record. In a table with a
 * primary key a value replaces the row of its key, and a record without a value deletes it, unless the format itself tells what
 * was done to rows.
 */
final class TableDecoder implements RecordDecoder {
    private static final long serialVersionUID = 1L;

    private final RowDecoder values;
    /** Null: no column comes from the key. */
    private final RowDecoder keys;

    private final int[] keyPositions;
    private final List<MetadataColumn> metadata;
    private final int arity;
    private final boolean upserts;

    private TableDecoder(
            RowDecoder values,
            RowDecoder keys,
            int[] keyPositions,
            List<MetadataColumn> metadata,
            int arity,
            boolean upserts) {
        this.values = values;
        this.keys = keys;
        this.keyPositions = keyPositions;
        this.metadata = metadata;
        this.arity = arity;
        this.upserts = upserts;
    }

    /**
     * The decoder of a source.
     *
     * @param schema all columns of the table
     * @param projection those of them that are built
     */
    static TableDecoder of(Source source, RowType schema, Projection projection, Reading reading) {
        List<Column> columns = source.tableColumns();
        int inKey = source.key() == null ? 0 : source.key().columns().size();
        IntPredicate isMetadata = i -> i >= inKey && columns.get(i).metadata() != null;
        ColumnsToRead all = new ColumnsToRead(source.format(), columns, schema, projection, source.primaryKey());
        ColumnsToRead ofKey = part(all, i -> i < inKey);
        return new TableDecoder(
                Formats.decoder(part(all, i -> i >= inKey && !isMetadata.test(i))),
                inKey == 0 ? null : Formats.decoder(ofKey.as(source.key().format())),
                ofKey.projection().positions(),
                metadata(isMetadata, columns, schema, projection, reading),
                projection.arity(),
                !source.primaryKey().isEmpty() && !source.format().type().tellsOfChanges());
    }

    private static ColumnsToRead part(ColumnsToRead columns, IntPredicate isIn) {
        return columns.only(
                IntStream.range(0, columns.columns().size()).filter(isIn).toArray());
    }

    private static List<MetadataColumn> metadata(
            IntPredicate isMetadata, List<Column> columns, RowType schema, Projection projection, Reading reading) {
        return IntStream.range(0, columns.size())
                .filter(isMetadata)
                .mapToObj(
                        i -> MetadataColumn.of(columns.get(i), schema.getTypeAt(i), projection.positionOf(i), reading))
                .collect(ArrayList::new, List::add, List::addAll);
    }

    @Override
    public void open() throws Exception {
        values.open();
        if (keys != null) {
            keys.open();
        }
    }

    @Override
    public Decoding decode(ConsumerRecord<byte[], byte[]> record) {
        Decoding value = value(record);
        if (value.isRejected() || value.rows().isEmpty()) {
            return value;
        }
        if (keys != null) {
            Decoding key = keys.decode(record.key(), record);
            if (key.isRejected() || key.rows().size() != 1) {
                return key.isRejected()
                        ? new Decoding(null, "the key: " + key.rejection(), key.failed())
                        : Decoding.rejected("the key is " + key.rows().size() + " rows, but must be one");
            }
            value.rows().forEach(row -> copyKey(key.rows().get(0), row));
        }
        try {
            for (MetadataColumn column : metadata) {
                Object field = column.read(record);
                if (column.position() >= 0) {
                    value.rows().forEach(row -> row.setField(column.position(), field));
                }
            }
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
        return value;
    }

    private Decoding value(ConsumerRecord<byte[], byte[]> record) {
        if (!upserts) {
            return values.decode(record.value(), record);
        }
        if (record.value() == null) {
            return Decoding.of(new GenericRowData(RowKind.DELETE, arity));
        }
        Decoding value = values.decode(record.value(), record);
        if (!value.isRejected()) {
            value.rows().forEach(row -> row.setRowKind(RowKind.UPDATE_AFTER));
        }
        return value;
    }

    private void copyKey(GenericRowData key, GenericRowData row) {
        for (int position : keyPositions) {
            row.setField(position, key.getField(position));
        }
    }
}
