package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final JsonSettings settings;
    private transient JsonNames names;

    JsonDecoder(ColumnsToRead columns) {
        this.settings = JsonSettings.of(columns.format());
        this.fields = JsonFields.of(columns, settings);
    }

    @Override
    public void open() {
        names = new JsonNames(this::factory);
    }

    // How long a record may be is the topic's concern, and what of it nobody reads may hold anything.
    private JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNestingDepth(settings.depth())
                        .build());
    }

    /** How many names of fields are kept. */
    int names() {
        return names.size();
    }

    @Override
    public Decoding decode(byte[] value, ConsumerRecord<byte[], byte[]> record) {
        if (value == null) {
            return Decoding.rejected("empty value (tombstone)");
        }
        int malformed = Utf8.firstMalformed(value);
        if (malformed >= 0) {
            return Decoding.rejected("invalid UTF-8 at byte " + malformed);
        }
        if (value.length > 1 && (value[0] == 0 || value[1] == 0)) {
            // The parser would take it for UTF-16 or UTF-32.
            return Decoding.rejected("malformed JSON: a NUL byte");
        }
        try (JsonParser parser = names.factory().createParser(value)) {
            return decode(parser);
        } catch (StreamConstraintsException e) {
            // Of the parser's own limits only this one is on.
            return Decoding.rejected("objects and arrays are more than " + settings.depth()
                    + " deep, the limit by format.json.maxDepth");
        } catch (JsonProcessingException e) {
            return Decoding.rejected(malformed(e));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always read", e);
        }
    }

    private Decoding decode(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return Decoding.rejected("empty value");
        }
        if (first == JsonToken.START_ARRAY && settings.arrayAsRows()) {
            return decodeArray(parser);
        }
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Decoding.rejected("expected a JSON object, found " + found(first));
        }
        try {
            Decoding row = Decoding.of(fields.read(parser));
            return parser.nextToken() == null ? row : Decoding.rejected("something follows the JSON object");
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
    }

    private Decoding decodeArray(JsonParser parser) throws IOException {
        List<GenericRowData> rows = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return Decoding.rejected(
                        "expected a JSON object in element " + rows.size() + ", found " + found(parser.currentToken()));
            }
            try {
                rows.add(fields.read(parser));
            } catch (Mismatch e) {
                return Decoding.rejected("element " + rows.size() + ": " + e.getMessage());
            }
        }
        return parser.nextToken() == null ? Decoding.of(rows) : Decoding.rejected("something follows the JSON array");
    }

    private static String found(JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            return "an object";
        }
        return token.isScalarValue() ? "a value" : "an array";
    }

    private static String malformed(JsonProcessingException e) {
        long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
        return "malformed JSON at byte " + at + ": " + brief(e.getOriginalMessage());
    }

    /** The parser's words without the places, of its own kind, that it adds in brackets or on a line of their own. */
    private static String brief(String message) {
        int end = message.length();
        for (String addition : new String[] {"\n", " (for ", " (start marker "}) {
            int at = message.indexOf(addition);
            end = at < 0 ? end : Math.min(end, at);
        }
        return message.substring(0, end);
    }
}
