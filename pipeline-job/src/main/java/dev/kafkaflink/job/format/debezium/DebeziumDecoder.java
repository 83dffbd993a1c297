package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.json.JsonDocuments;
import dev.kafkaflink.job.format.json.JsonSettings;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Change events to rows, each with its kind of change. An update is two rows, the old one and the new one; in a table with a
 * primary key it is the new one, and a deletion is the key.
 */
final class DebeziumDecoder implements RowDecoder {
    static final String PAYLOAD = "payload";

    private static final long serialVersionUID = 1L;
    private static final String SCHEMA = "schema";

    private final JsonDocuments documents;
    private final JsonDocuments texts;
    private final RecordSchema schema;
    private final EventReader events;
    private final boolean hasPrimaryKey;
    /** Of the columns of the primary key one that comes from the rows of events; null: none does. */
    private final String keyInRow;

    DebeziumDecoder(ColumnsToRead columns) {
        JsonSettings settings = DebeziumJsonFormat.settings(
                Objects.requireNonNullElse(columns.format().debeziumJson(), DebeziumJsonOptions.DEFAULT));
        documents = new JsonDocuments(settings);
        texts = new JsonDocuments(settings);
        schema = new RecordSchema(columns.type().getChildren().stream().anyMatch(DecimalType.class::isInstance));
        events = new EventReader(columns, settings, texts, schema);
        hasPrimaryKey = !columns.primaryKey().isEmpty();
        keyInRow = columns.columns().stream()
                .filter(column -> !DebeziumJsonOptions.isOfEnvelope(column))
                .map(Column::name)
                .filter(columns.primaryKey()::contains)
                .findFirst()
                .orElse(null);
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
            return event.op() == null ? withoutOp(event, value) : Decoding.of(rows(event));
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
        throw Mismatch.ofRecord(
                "there is no 'op', so this is no change event of Debezium; records that are rows, as the"
                        + " transformation ExtractNewRecordState makes them, are of the format Json");
    }

    private List<GenericRowData> rows(Event event) throws Mismatch {
        List<GenericRowData> rows =
                switch (event.op()) {
                    // Of a snapshot, or created.
                    case "r", "c" -> List.of(after(event, RowKind.INSERT));
                    case "u" ->
                        hasPrimaryKey
                                ? List.of(after(event, RowKind.UPDATE_AFTER))
                                : List.of(before(event, RowKind.UPDATE_BEFORE), after(event, RowKind.UPDATE_AFTER));
                    case "d" -> List.of(before(event, RowKind.DELETE));
                    // A message that a program wrote into the database's log.
                    case "m" -> List.of();
                    case "t" ->
                        throw Mismatch.ofRecord(
                                "the table was emptied (op 't'), and nothing says which rows it had: they"
                                        + " stay in the results; begin anew with a new snapshot, or leave truncations out"
                                        + " (skipped.operations=t)");
                    default -> throw Mismatch.ofRecord("op '" + event.op() + "' is none of c, r, u, d, t and m");
                };
        if (!rows.isEmpty() && event.mismatch() != null) {
            throw event.mismatch();
        }
        for (GenericRowData row : rows) {
            events.addEnvelope(event, row);
        }
        return rows;
    }

    private static GenericRowData after(Event event, RowKind kind) throws Mismatch {
        if (event.after() == null) {
            throw Mismatch.ofRecord(
                    "op '" + event.op()
                            + "' without 'after': let the connector send the whole row (MongoDB: capture.mode=change_streams_update_full)");
        }
        return row("after", event.after(), kind);
    }

    private GenericRowData before(Event event, RowKind kind) throws Mismatch {
        if (event.before() != null) {
            return row("before", event.before(), kind);
        }
        if (!hasPrimaryKey) {
            throw Mismatch.ofRecord("op '" + event.op()
                    + "' without 'before', so that the old row cannot be taken back: let the database send it (PostgreSQL:"
                    + " REPLICA IDENTITY FULL), or name the source's primaryKey");
        }
        if (keyInRow != null) {
            throw Mismatch.ofRecord("op '" + event.op() + "' without 'before', from which column '" + keyInRow
                    + "' of the primaryKey comes: take it from the record's key, as a column of key.columns");
        }
        GenericRowData row = events.emptyRow();
        row.setRowKind(kind);
        return row;
    }

    private static GenericRowData row(String which, Image image, RowKind kind) throws Mismatch {
        if (image.mismatch() != null) {
            throw Mismatch.ofRecord(which + ": " + image.mismatch().getMessage());
        }
        image.row().setRowKind(kind);
        return image.row();
    }
}
