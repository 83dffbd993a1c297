package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.registry.RegistryAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows to values of Avro, into one buffer that is used again. */
final class AvroEncoder implements RowEncoder {
    private static final long serialVersionUID = 1L;
    private static final int INITIAL_BYTES = 512;
    private static final byte[] NO_HEADER = {};

    private final RowType type;
    private final int[] written;
    /** Null: of the registry. */
    private final String schema;

    private final SinkSchema sinkSchema;
    private final RegistryAccess access;
    private transient AvroRowWriter rows;
    private transient byte[] header;
    private transient ByteArrayOutputStream buffer;
    private transient BinaryEncoder out;

    /**
     * Encodes columns.
     *
     * @param access to the registry, if the schema is there
     */
    AvroEncoder(ColumnsToWrite columns, RegistryAccess access) {
        AvroOptions options = columns.format().avro();
        this.type = columns.type();
        this.written = columns.indices();
        this.schema = options.schema();
        this.sinkSchema = schema == null ? SinkSchema.of(columns) : null;
        this.access = access;
    }

    @Override
    public void open() throws Exception {
        buffer = new ByteArrayOutputStream(INITIAL_BYTES);
        out = EncoderFactory.get().directBinaryEncoder(buffer, null);
        if (schema != null) {
            header = NO_HEADER;
            rows = AvroRowWriter.of(type, written, AvroSchemas.parse(schema));
            return;
        }
        SinkSchema.Known known = sinkSchema.find(access.open());
        header = WireFormat.header(known.id());
        rows = sinkSchema.writer(known, type, written);
    }

    @Override
    public Encoding encode(RowData row) {
        buffer.reset();
        buffer.writeBytes(header);
        try {
            rows.write(out, row);
            return Encoding.of(buffer.toByteArray());
        } catch (Mismatch e) {
            return Encoding.rejected(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
    }
}
