package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages to rows. All columns are read, and those that the query uses are kept: whether a record is a row depends on the
 * columns that are declared, and not on the query.
 */
final class ProtobufDecoder implements RowDecoder {
    private static final long serialVersionUID = 1L;

    private final ProtobufSettings settings;
    private final RowType columns;
    private final Column.Epoch[] epochs;
    private final Projection projection;
    private transient RowReader reader;
    /** Null: records have none. */
    private transient ConfluentFrame frame;

    ProtobufDecoder(ColumnsToRead columns) {
        this.settings = ProtobufSettings.of(columns.format());
        this.columns = columns.type();
        this.epochs = epochs(columns);
        this.projection = columns.projection();
    }

    static Column.Epoch[] epochs(ColumnsToRead columns) {
        return columns.columns().stream().map(Column::epoch).toArray(Column.Epoch[]::new);
    }

    /** Messages of a file are known no sooner than here. */
    @Override
    public void open() {
        Descriptor message = ProtobufSchema.message(settings);
        ColumnChecks.require(message, ColumnChecks.ofSource(message, columns, epochs, settings));
        reader = new RowReader(message, columns, epochs, settings, 0);
        frame = settings.framed() ? new ConfluentFrame(message) : null;
    }

    /** No bytes are a message of which no field is set. */
    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            return Decoding.rejected("empty value (tombstone)");
        }
        try {
            Object[] fields = reader.readColumns(frame == null ? Slice.of(value) : frame.unframed(value));
            GenericRowData row = new GenericRowData(projection.arity());
            for (int i = 0; i < projection.columns().length; i++) {
                row.setField(projection.positions()[i], fields[projection.columns()[i]]);
            }
            return Decoding.of(row);
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
    }
}
