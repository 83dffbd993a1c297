package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.json.JsonDocuments;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Records that a connector writes beside its change events, known by their fields. They say nothing of rows. */
final class OtherRecords {
    private static final Set<String> TIMES = Set.of("ts_ms", "ts_us", "ts_ns");
    private static final Set<String> TRANSACTION = Set.of("status", "id", "event_count", "data_collections");
    private static final Set<String> SCHEMA_CHANGE = Set.of("source", "databaseName", "ddl", "tableChanges");
    private static final int MOST_FIELDS = 32;

    private OtherRecords() {}

    /**
     * Whether a record of these fields is a heartbeat, the begin or end of a transaction, or a change of a table's columns.
     *
     * @param fields as {@link #fields} gives them
     */
    static boolean isOne(Set<String> fields) {
        return !fields.isEmpty() && TIMES.containsAll(fields)
                || fields.containsAll(TRANSACTION)
                || fields.containsAll(SCHEMA_CHANGE);
    }

    /** The names of a record's fields without what it is wrapped in; if there are many, some of them. */
    static Set<String> fields(JsonParser parser) throws IOException, Mismatch {
        JsonDocuments.requireObject(parser);
        Set<String> fields = new HashSet<>();
        Set<String> wrapped = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (DebeziumJsonDecoder.PAYLOAD.equals(name) && token == JsonToken.START_OBJECT) {
                wrapped = names(parser);
            } else {
                parser.skipChildren();
                add(name, fields);
            }
        }
        return wrapped == null ? fields : wrapped;
    }

    private static Set<String> names(JsonParser parser) throws IOException {
        Set<String> names = new HashSet<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            parser.skipChildren();
            add(name, names);
        }
        return names;
    }

    private static void add(String name, Set<String> names) {
        if (names.size() < MOST_FIELDS) {
            names.add(name);
        }
    }
}
