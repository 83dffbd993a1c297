package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.json.JsonDocuments;
import dev.kafkaflink.job.format.json.JsonFields;
import dev.kafkaflink.job.format.json.JsonReader;
import dev.kafkaflink.job.format.json.JsonReaders;
import dev.kafkaflink.job.format.json.JsonSettings;
import java.io.IOException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Reads a row: an object or, as the connector for MongoDB writes it, a text that holds one. Whether it matters that a row does
 * not fit depends on the event, whose kind stands behind its rows.
 *
 * @param fields of the row
 * @param texts parses such a text
 */
record ImageReader(JsonFields fields, JsonDocuments texts) implements JsonReader {
    private static final long serialVersionUID = 1L;
    private static final JsonReader TEXT = JsonReaders.of(VarCharType.STRING_TYPE, JsonSettings.DEFAULT);

    @Override
    public Image read(JsonParser parser) throws IOException {
        try {
            return new Image(row(parser), null);
        } catch (Mismatch e) {
            return new Image(null, e);
        }
    }

    private GenericRowData row(JsonParser parser) throws IOException, Mismatch {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            byte[] document = ((StringData) TEXT.read(parser)).toBytes();
            return texts.read(document, this::object);
        }
        return object(parser);
    }

    private GenericRowData object(JsonParser parser) throws IOException, Mismatch {
        JsonDocuments.requireObject(parser);
        return fields.read(parser);
    }
}
