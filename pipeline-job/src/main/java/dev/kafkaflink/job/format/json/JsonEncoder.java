package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows to JSON objects, token by token, into one buffer that is used again. */
final class JsonEncoder implements RowEncoder {
    private static final long serialVersionUID = 1L;
    private static final int INITIAL_BYTES = 512;

    private final JsonObjects objects;
    private transient JsonFactory factory;
    private transient ByteArrayOutputStream buffer;

    /**
     * Encodes rows of a type.
     *
     * @param type the row's columns
     * @param written the indices of those to write
     */
    JsonEncoder(RowType type, int[] written) {
        objects = new JsonObjects(type, written);
    }

    @Override
    public void open() {
        factory = JsonFactory.builder()
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                // A row that cannot be written to its end must not leave brackets behind.
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build();
        buffer = new ByteArrayOutputStream(INITIAL_BYTES);
    }

    @Override
    public Encoding encode(RowData row) {
        buffer.reset();
        try (JsonGenerator generator = factory.createGenerator(buffer, JsonEncoding.UTF8)) {
            objects.write(generator, row);
            generator.flush();
            return Encoding.of(buffer.toByteArray());
        } catch (Mismatch e) {
            return Encoding.rejected(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
    }
}
