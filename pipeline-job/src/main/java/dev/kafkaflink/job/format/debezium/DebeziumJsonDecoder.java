package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.json.JsonDocuments;
import dev.kafkaflink.job.format.json.JsonSettings;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Change events in JSON to rows. */
final class DebeziumJsonDecoder implements RowDecoder {
    static final String PAYLOAD = "payload";

    private static final long serialVersionUID = 1L;
    private static final String SCHEMA = "schema";

    private final JsonDocuments documents;
    private final JsonDocuments texts;
    private final RecordSchema schema;
    private final EventReader events;
    private final EventRows rows;

    DebeziumJsonDecoder(ColumnsToRead columns) {
        JsonSettings settings = DebeziumJsonFormat.settings(
                Objects.requireNonNullElse(columns.format().debeziumJson(), DebeziumJsonOptions.DEFAULT));
        documents = new JsonDocuments(settings);
        texts = new JsonDocuments(settings);
        schema = new RecordSchema(columns.type().getChildren().stream().anyMatch(DecimalType.class::isInstance));
        EventColumns parts = EventColumns.of(columns);
        events = new EventReader(parts, settings, texts, schema);
        rows = new EventRows(parts);
    }

    @Override
    public void open() {
        documents.open();
        texts.open();
    }

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            // The tombstone after a deletion: it is there for Kafka, which then forgets the key.
            return Decoding.nothing();
        }
        schema.clear();
        try {
            Event event = documents.read(value, this::read);
            return event.op() == null ? withoutOp(event, value) : Decoding.of(rows.of(event));
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
    }

    /** Reads an event, wrapped together with its schema or not. */
    private Event read(JsonParser parser) throws IOException, Mismatch {
        JsonDocuments.requireObject(parser);
        String first = parser.nextFieldName();
        if (!SCHEMA.equals(first) && !PAYLOAD.equals(first)) {
            return events.read(parser, first);
        }
        Event event = null;
        for (String name = first; name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (PAYLOAD.equals(name)) {
                event = token == JsonToken.VALUE_NULL ? Event.NONE : payload(parser);
            } else if (SCHEMA.equals(name)) {
                schema.read(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (event == null) {
            throw Mismatch.ofRecord("there is a schema, but no payload");
        }
        return event;
    }

    private Event payload(JsonParser parser) throws IOException, Mismatch {
        try {
            JsonDocuments.requireObject(parser);
        } catch (Mismatch e) {
            throw Mismatch.ofRecord("payload: " + e.getMessage());
        }
        return events.read(parser, parser.nextFieldName());
    }

    private Decoding withoutOp(Event event, byte[] value) throws Mismatch {
        if (event == Event.NONE || OtherRecords.isOne(documents.read(value, OtherRecords::fields))) {
            return Decoding.nothing();
        }
        throw EventRows.withoutOp(Format.Type.Json);
    }
}
