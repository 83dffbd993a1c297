package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Readers of values that hold values. */
final class JsonNested {
    private JsonNested() {}

    static JsonReader row(RowType type, JsonSettings settings) {
        JsonFields fields = JsonFields.of(type, settings);
        return parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw JsonReaders.mismatch("ROW (an object)", parser);
            }
            return fields.read(parser);
        };
    }

    static JsonReader array(LogicalType elementType, JsonSettings settings) {
        JsonReader elements = JsonReaders.of(elementType, settings);
        boolean nullable = elementType.isNullable();
        return parser -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw JsonReaders.mismatch("ARRAY", parser);
            }
            List<Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                try {
                    values.add(value(parser, elements, nullable));
                } catch (Mismatch e) {
                    throw e.inElement(values.size());
                }
            }
            return new GenericArrayData(values.toArray());
        };
    }

    static JsonReader map(MapType type, JsonSettings settings) {
        if (!Formats.isText(type.getKeyType())) {
            throw new IllegalArgumentException(
                    "type " + type.asSummaryString() + " has no form in JSON: a map's keys must be STRING");
        }
        JsonReader values = JsonReaders.of(type.getValueType(), settings);
        boolean nullable = type.getValueType().isNullable();
        return parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw JsonReaders.mismatch("MAP (an object)", parser);
            }
            JsonStreamContext object = parser.getParsingContext();
            Map<StringData, Object> entries = new HashMap<>();
            Map<String, Mismatch> mismatches = new LinkedHashMap<>();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                parser.nextToken();
                try {
                    JsonReaders.requirePairs(key.toCharArray(), 0, key.length());
                    entries.put(StringData.fromString(key), value(parser, values, nullable));
                    mismatches.remove(key);
                } catch (Mismatch e) {
                    mismatches.put(key, e.inField(Mismatch.shown(key)));
                    JsonFields.skipTo(object, parser);
                }
            }
            if (!mismatches.isEmpty()) {
                throw mismatches.values().iterator().next();
            }
            return new GenericMapData(entries);
        };
    }

    private static Object value(JsonParser parser, JsonReader reader, boolean nullable) throws IOException, Mismatch {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            return reader.read(parser);
        }
        if (!nullable) {
            throw new Mismatch("is null, but must have a value");
        }
        return null;
    }
}
