package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.table.data.StringData;

/**
 * Whatever value there is as JSON text, numbers digit for digit, without white space between the tokens.
 *
 * @param depth the most objects and arrays within each other
 */
record JsonText(int depth) implements JsonReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public Object read(JsonParser parser) throws IOException {
        return StringData.fromBytes(bytes(parser, depth));
    }

    @Override
    public void check(JsonParser parser) throws IOException {
        parser.skipChildren();
    }

    /** A value as JSON text in UTF-8; the parser is at its first token, and afterwards at its last. */
    static byte[] bytes(JsonParser parser, int depth) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonFactory factory = depth <= FACTORY.streamWriteConstraints().getMaxNestingDepth()
                ? FACTORY
                : FACTORY.rebuild()
                        .streamWriteConstraints(StreamWriteConstraints.builder()
                                .maxNestingDepth(depth + 1)
                                .build())
                        .build();
        try (JsonGenerator generator = factory.createGenerator(bytes, JsonEncoding.UTF8)) {
            copy(parser, generator);
        }
        return bytes.toByteArray();
    }

    /** Token by token: values may lie deeper within each other than calls. */
    private static void copy(JsonParser parser, JsonGenerator generator) throws IOException {
        int open = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            generator.copyCurrentEventExact(parser);
            if (open == 0) {
                return;
            }
            parser.nextToken();
        }
    }
}
