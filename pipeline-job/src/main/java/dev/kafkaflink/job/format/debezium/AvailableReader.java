package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Refuses what a connector writes where the database did not tell it the value: it would become the column's value. */
record AvailableReader(JsonReader reader) implements JsonReader {
    private static final long serialVersionUID = 1L;
    static final String UNAVAILABLE = "__debezium_unavailable_value";
    private static final String UNAVAILABLE_BYTES =
            Base64.getEncoder().encodeToString(UNAVAILABLE.getBytes(StandardCharsets.UTF_8));

    @Override
    public Object read(JsonParser parser) throws IOException, Mismatch {
        requireAvailable(parser);
        return reader.read(parser);
    }

    @Override
    public void check(JsonParser parser) throws IOException, Mismatch {
        requireAvailable(parser);
        reader.check(parser);
    }

    private static void requireAvailable(JsonParser parser) throws IOException, Mismatch {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                && (is(UNAVAILABLE, parser) || is(UNAVAILABLE_BYTES, parser))) {
            throw unavailable();
        }
    }

    /** Of a value that the connector did not know. */
    static Mismatch unavailable() {
        return new Mismatch("the database did not send the value, which is long and was not changed (" + UNAVAILABLE
                + "); let it send all (PostgreSQL: REPLICA IDENTITY FULL)");
    }

    private static boolean is(String text, JsonParser parser) throws IOException {
        return parser.getTextLength() == text.length() && parser.getText().equals(text);
    }
}
