package dev.kafkaflink.job.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.flink.table.types.logical.RowType;

/**
 * JSON objects to rows, token by token: only the columns that the query uses are built. The whole document is read all the
 * same, so that what is malformed behind the last column is found.
 */
final class JsonDecoder implements RowDecoder {
    private static final long serialVersionUID = 1L;

    private final JsonFields fields;
    private transient JsonFactory factory;
    private transient boolean[] present;

    /**
     * Decodes rows of a type.
     *
     * @param type all columns
     * @param projection the columns that are built
     */
    JsonDecoder(RowType type, Projection projection) {
        fields = new JsonFields(type, projection);
    }

    @Override
    public void open() {
        // A record's size is the topic's concern. The limits on nesting and on the length of numbers stay.
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
        present = fields.flags();
    }

    @Override
    public Decoding decode(byte[] value) {
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
        try (JsonParser parser = factory.createParser(value)) {
            return decode(parser);
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
        if (first != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return Decoding.rejected(
                    "expected a JSON object, found " + (first.isScalarValue() ? "a value" : "an array"));
        }
        Arrays.fill(present, false);
        try {
            Decoding row = Decoding.of(fields.read(parser, present));
            return parser.nextToken() == null ? row : Decoding.rejected("something follows the JSON object");
        } catch (Mismatch e) {
            return Decoding.rejected(e.getMessage());
        }
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
