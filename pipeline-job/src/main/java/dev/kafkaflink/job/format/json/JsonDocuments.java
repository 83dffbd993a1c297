package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.Utf8;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;

/** Parses bytes that are to be one JSON object or array, and says of others for a person why they are not. */
public final class JsonDocuments implements Serializable {
    private static final long serialVersionUID = 1L;

    private final JsonSettings settings;
    private transient JsonNames names;

    /** Documents within limits; to be opened before the first is read. */
    public JsonDocuments(JsonSettings settings) {
        this.settings = settings;
    }

    /** Reads what a document holds. */
    public interface Content<T> {
        /**
         * Reads it.
         *
         * @param parser at the first token of the document, and afterwards at the last
         * @throws Mismatch if it does not hold what it should
         */
        T read(JsonParser parser) throws IOException, Mismatch;
    }

    /** Makes ready; called once in the task. */
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

    /**
     * Reads a document. While it is read, no other of the same instance can be.
     *
     * @throws Mismatch if it is not one, or what its content throws
     */
    public <T> T read(byte[] text, Content<T> content) throws Mismatch {
        int malformed = Utf8.firstMalformed(text);
        if (malformed >= 0) {
            throw Mismatch.ofRecord("invalid UTF-8 at byte " + malformed);
        }
        if (text.length > 1 && (text[0] == 0 || text[1] == 0)) {
            // The parser would take it for UTF-16 or UTF-32.
            throw Mismatch.ofRecord("malformed JSON: a NUL byte");
        }
        try (JsonParser parser = names.factory().createParser(text)) {
            return read(parser, content);
        } catch (StreamConstraintsException e) {
            // Of the parser's own limits only this one is on.
            throw Mismatch.ofRecord("objects and arrays are more than " + settings.depth() + " deep, the limit by "
                    + settings.block() + ".maxDepth");
        } catch (JsonProcessingException e) {
            throw Mismatch.ofRecord(malformed(e));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always read", e);
        }
    }

    private static <T> T read(JsonParser parser, Content<T> content) throws IOException, Mismatch {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw Mismatch.ofRecord("empty value");
        }
        T read = content.read(parser);
        if (parser.nextToken() != null) {
            throw Mismatch.ofRecord(
                    "something follows the JSON " + (first == JsonToken.START_ARRAY ? "array" : "object"));
        }
        return read;
    }

    /**
     * Goes on only if the parser is at the start of an object.
     *
     * @throws Mismatch if it is not
     */
    public static void requireObject(JsonParser parser) throws IOException, Mismatch {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.START_OBJECT) {
            // What is malformed is told as that, wherever it is.
            parser.skipChildren();
            throw Mismatch.ofRecord("expected a JSON object, found " + found(token));
        }
    }

    static String found(JsonToken token) {
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
