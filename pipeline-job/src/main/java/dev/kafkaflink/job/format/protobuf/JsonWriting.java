package dev.kafkaflink.job.format.protobuf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.apache.flink.table.types.logical.LogicalType;

/** JSON text as Struct, Value or ListValue. */
final class JsonWriting {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonWriting() {}

    /**
     * The writer of one of the three; null if the type is for something else.
     *
     * @param depth how many messages it is within
     */
    static FieldWriter writer(WellKnown kind, LogicalType type, int depth) {
        return Formats.isText(type) ? value -> parse(kind, FieldWriters.text(value), depth) : null;
    }

    private static Message parse(WellKnown kind, String text, int depth) throws Mismatch {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            boolean fits = first != null
                    && switch (kind) {
                        case STRUCT -> first == JsonToken.START_OBJECT;
                        case LIST_VALUE -> first == JsonToken.START_ARRAY;
                        default -> true;
                    };
            if (!fits) {
                throw expected(kind, text);
            }
            Message message =
                    switch (kind) {
                        case STRUCT -> object(parser, depth);
                        case LIST_VALUE -> array(parser, depth);
                        default -> value(parser, depth);
                    };
            if (parser.nextToken() != null) {
                throw expected(kind, text);
            }
            return message;
        } catch (JsonProcessingException e) {
            throw expected(kind, text);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory is always read", e);
        }
    }

    private static Mismatch expected(WellKnown kind, String text) {
        String what =
                switch (kind) {
                    case STRUCT -> "a JSON object";
                    case LIST_VALUE -> "a JSON array";
                    default -> "a JSON value";
                };
        return new Mismatch("expected " + what + ", found \"" + Texts.shown(text) + "\"");
    }

    private static Struct object(JsonParser parser, int depth) throws IOException, Mismatch {
        requireReadable(depth);
        Struct.Builder struct = Struct.newBuilder();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            try {
                struct.putFields(FieldWriters.paired(name), value(parser, depth + 2));
            } catch (Mismatch e) {
                throw e.inField(Texts.shown(name));
            }
        }
        return struct.build();
    }

    private static ListValue array(JsonParser parser, int depth) throws IOException, Mismatch {
        requireReadable(depth);
        ListValue.Builder list = ListValue.newBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            try {
                list.addValues(value(parser, depth + 1));
            } catch (Mismatch e) {
                throw e.inElement(list.getValuesCount());
            }
        }
        return list.build();
    }

    private static Value value(JsonParser parser, int depth) throws IOException, Mismatch {
        requireReadable(depth);
        Value.Builder value = Value.newBuilder();
        return switch (parser.currentToken()) {
            case START_OBJECT -> value.setStructValue(object(parser, depth + 1)).build();
            case START_ARRAY -> value.setListValue(array(parser, depth + 1)).build();
            case VALUE_STRING ->
                value.setStringValue(FieldWriters.paired(parser.getText())).build();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                value.setNumberValue(number(parser)).build();
            case VALUE_TRUE, VALUE_FALSE ->
                value.setBoolValue(parser.getBooleanValue()).build();
            default -> value.setNullValue(NullValue.NULL_VALUE).build();
        };
    }

    private static void requireReadable(int depth) throws Mismatch {
        if (depth > JsonReading.MOST_MESSAGES) {
            throw new Mismatch("is deeper than the " + JsonReading.MOST_MESSAGES
                    + " messages within each other that Protobuf's own parsers take");
        }
    }

    /** A number is a double there; a whole number that is none would become another one. */
    private static double number(JsonParser parser) throws IOException, Mismatch {
        double number = parser.getDoubleValue();
        boolean exact = Double.isFinite(number)
                && (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                        || new BigDecimal(number).compareTo(parser.getDecimalValue()) == 0);
        if (!exact) {
            throw new Mismatch("a google.protobuf.Value has numbers of type DOUBLE, which "
                    + Texts.shown(parser.getText()) + " is not");
        }
        return number;
    }
}
