package dev.kafkaflink.job.format.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.WrittenSchemas;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.SchemaRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private final String url;
    private final RegistryAccess access;
    private transient Reader reader;

    /** Reads the columns' values of a record, in their order. */
    private interface Reader {
        Object[] readColumns(byte[] record) throws Mismatch;
    }

    /**
     * Decodes to columns.
     *
     * @param access to the registry, if the messages are there
     */
    ProtobufDecoder(ColumnsToRead columns, RegistryAccess access) {
        this.url = columns.format().schemaRegistry().map(Registry::url).orElse(null);
        this.access = access;
        this.settings = ProtobufSettings.of(columns.format());
        this.columns = columns.type();
        this.epochs = epochs(columns);
        this.projection = columns.projection();
    }

    static Column.Epoch[] epochs(ColumnsToRead columns) {
        return columns.columns().stream().map(Column::epoch).toArray(Column.Epoch[]::new);
    }

    @Override
    public void open() {
        reader = settings.registered() ? ofRegistry() : ofSet();
    }

    /** Messages of a file are known no sooner than here. */
    private Reader ofSet() {
        Descriptor message = ProtobufSchema.message(settings);
        ColumnChecks.require(message, ColumnChecks.ofSource(message, columns, epochs, settings));
        RowReader row = new RowReader(message, columns, epochs, settings, 0);
        if (!settings.framed()) {
            return record -> row.readColumns(Slice.of(record));
        }
        List<Long> place = ConfluentFrame.placeOf(message);
        return record -> row.readColumns(ConfluentFrame.read(record).messageOf(message, place));
    }

    private Reader ofRegistry() {
        SchemaRegistry registry = access.open();
        WrittenSchemas<WrittenFile> written = new WrittenSchemas<>(
                registry,
                url,
                schema -> new WrittenFile(RegisteredFiles.of(schema, registry), columns, epochs, settings),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        return record -> {
            ConfluentFrame framed = ConfluentFrame.read(record);
            return written.of(framed.schemaId()).readColumns(framed);
        };
    }

    /** No bytes are a message of which no field is set. */
    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            return Decoding.rejected("empty value (tombstone)");
        }
        try {
            Object[] fields = reader.readColumns(value);
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
