package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * JSON objects to rows, token by token: only the columns that the query uses are built. The whole document is read all the
 * same, so that whether it is a row depends on the columns that are declared, and not on the query.
 */
final class JsonDecoder implements RowDecoder {
    private static final long serialVersionUID = 1L;

    private final JsonFields fields;
    private final String block;
    private final int arrayRows;
    private final JsonDocuments documents;

    JsonDecoder(ColumnsToRead columns) {
        JsonSettings settings = JsonSettings.of(columns.format());
        this.fields = JsonFields.of(columns, settings);
        this.block = settings.block();
        this.arrayRows = settings.arrayRows();
        this.documents = new JsonDocuments(settings);
    }

    @Override
    public void open() {
        documents.open();
    }

    /** How many names of fields are kept. */
    int names() {
        return documents.names();
    }

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            return Decoding.rejected("empty value (tombstone)");
        }
        try {
            return documents.read(value, this::read);
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
    }

    private Decoding read(JsonParser parser) throws IOException, Mismatch {
        if (arrayRows > 0 && parser.currentToken() == JsonToken.START_ARRAY) {
            return Decoding.of(readArray(parser));
        }
        JsonDocuments.requireObject(parser);
        return Decoding.of(fields.read(parser));
    }

    private List<GenericRowData> readArray(JsonParser parser) throws IOException, Mismatch {
        List<GenericRowData> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw Mismatch.ofRecord("expected a JSON object in element " + rows.size() + ", found "
                        + JsonDocuments.found(parser.currentToken()));
            }
            if (rows.size() == arrayRows) {
                throw Mismatch.ofRecord(
                        "an array of more than " + arrayRows + " objects, the limit by " + block + ".maxRows");
            }
            try {
                rows.add(fields.read(parser));
            } catch (Mismatch e) {
                throw Mismatch.ofRecord("element " + rows.size() + ": " + e.getMessage());
            }
        }
        return rows;
    }
}
