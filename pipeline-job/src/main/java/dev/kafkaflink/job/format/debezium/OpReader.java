package dev.kafkaflink.job.format.debezium;

import com.fasterxml.jackson.core.JsonParser;
import dev.kafkaflink.job.format.json.JsonReader;
import java.io.IOException;

/** What was done, as a text, whatever it is. */
record OpReader() implements JsonReader {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 40;

    /** As much of a text as tells what it is. */
    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    @Override
    public String read(JsonParser parser) throws IOException {
        if (!parser.currentToken().isScalarValue()) {
            boolean object = parser.isExpectedStartObjectToken();
            parser.skipChildren();
            return object ? "{...}" : "[...]";
        }
        return shortened(parser.getText());
    }
}
