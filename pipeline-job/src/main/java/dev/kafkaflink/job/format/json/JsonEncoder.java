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
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.flink.table.data.RowData;

/** Rows to JSON, token by token, into one buffer that is used again. */
public final class JsonEncoder implements RowEncoder {
    private static final long serialVersionUID = 1L;
    private static final int INITIAL_BYTES = 512;

    private final Content content;
    private transient JsonFactory factory;
    private transient ByteArrayOutputStream buffer;

    /** What is written of a row. */
    public interface Content extends Serializable {
        /**
         * Writes one value.
         *
         * @throws Mismatch if JSON has no form for a field of the row
         */
        void write(JsonGenerator generator, RowData row) throws IOException, Mismatch;
    }

    public JsonEncoder(Content content) {
        this.content = content;
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
            content.write(generator, row);
            generator.flush();
            return Encoding.of(buffer.toByteArray());
        } catch (Mismatch e) {
            return Encoding.rejected(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory always takes bytes", e);
        }
    }
}
