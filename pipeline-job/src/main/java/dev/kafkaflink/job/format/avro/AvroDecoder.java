package dev.kafkaflink.job.format.avro;

import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.WrittenSchemas;
import dev.kafkaflink.registry.RegistryAccess;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Values of Avro to rows: all of one schema, or each of the one that it names. */
public final class AvroDecoder implements RowDecoder {
    private static final long serialVersionUID = 1L;

    private final AvroValues values;
    /** Null: of the registry. */
    private final String schema;

    private final String url;
    private final RegistryAccess access;
    private transient AvroInput input;
    private transient AvroValues.Reader reader;
    private transient WrittenSchemas<AvroValues.Reader> written;

    /**
     * Decodes values.
     *
     * @param values what they become
     * @param options say where the schema is
     * @param access to the registry, if that is there
     */
    public AvroDecoder(AvroValues values, AvroOptions options, RegistryAccess access) {
        this.values = values;
        this.schema = options.schema();
        this.url = options.registry() == null ? null : options.registry().url();
        this.access = access;
    }

    @Override
    public void open() throws Exception {
        input = new AvroInput();
        if (schema != null) {
            reader = values.readerOf(AvroSchemas.parse(schema));
        } else {
            written = new WrittenSchemas<>(
                    access.open(),
                    url,
                    registered -> values.readerOf(AvroSchemas.parse(registered)),
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        }
    }

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            return Decoding.rejected("empty value (tombstone)");
        }
        try {
            AvroValues.Reader ofValue = reader == null ? written.of(WireFormat.schemaId(value)) : reader;
            input.begin(value, reader == null ? WireFormat.HEADER : 0);
            return decode(ofValue);
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
    }

    private Decoding decode(AvroValues.Reader ofValue) throws Mismatch {
        try {
            Decoding decoding = ofValue.read(input);
            int left = input.remaining();
            return left == 0
                    ? decoding
                    : Decoding.rejected(
                            "malformed Avro: " + left + " bytes are left over behind the value of the schema");
        } catch (EOFException e) {
            return Decoding.rejected("malformed Avro: the record ends in the middle of a value");
        } catch (IOException | AvroRuntimeException | UnsupportedOperationException e) {
            // The last is how Avro's decoder says that a length is beyond an int.
            return Decoding.rejected("malformed Avro before byte " + input.position() + ": " + e.getMessage());
        }
    }
}
