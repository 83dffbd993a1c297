package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ExactNumbers;
import dev.kafkaflink.job.format.Mismatch;
import dev.kafkaflink.job.format.TextReader;
import dev.kafkaflink.job.format.TextReaders;
import java.io.IOException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Readers by SQL type. */
public final class JsonReaders {
    private JsonReaders() {}

    /**
     * The reader of a type.
     *
     * @param settings how much is read
     * @throws IllegalArgumentException if JSON has no form for the type
     */
    public static JsonReader of(LogicalType type, JsonSettings settings) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> JsonReaders::bool;
            case TINYINT -> JsonNumbers.whole(ExactNumbers.Whole.TINYINT, settings);
            case SMALLINT -> JsonNumbers.whole(ExactNumbers.Whole.SMALLINT, settings);
            case INTEGER -> JsonNumbers.whole(ExactNumbers.Whole.INT, settings);
            case BIGINT -> JsonNumbers.whole(ExactNumbers.Whole.BIGINT, settings);
            case FLOAT -> JsonNumbers.floating(false, settings);
            case DOUBLE -> JsonNumbers.floating(true, settings);
            case DECIMAL ->
                JsonNumbers.decimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale(), settings);
            case DATE -> settings.daysAsDates() ? JsonNumbers.days(text(type), settings) : text(type);
            case CHAR,
                    VARCHAR,
                    BINARY,
                    VARBINARY,
                    TIME_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITH_LOCAL_TIME_ZONE -> text(type);
            case ARRAY -> JsonNested.array(((ArrayType) type).getElementType(), settings);
            case MAP -> JsonNested.map((MapType) type, settings);
            case ROW -> JsonNested.row((RowType) type, settings);
            default -> throw new IllegalArgumentException("type " + type.asSummaryString() + " has no form in JSON");
        };
    }

    /**
     * The reader of a column, as it is declared.
     *
     * @throws IllegalArgumentException if JSON has no form for it
     */
    public static JsonReader of(Column column, LogicalType type, JsonSettings settings) {
        if (Boolean.TRUE.equals(column.jsonText())) {
            if (!type.is(LogicalTypeRoot.VARCHAR) || LogicalTypeChecks.getLength(type) != Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a column with jsonText is a STRING, not " + type.asSummaryString());
            }
            return new JsonText(settings.depth());
        }
        if (column.epoch() == null) {
            return of(type, settings);
        }
        TextReaders.requireEpoch(type);
        String name = type.copy(true).asSummaryString();
        int precision = LogicalTypeChecks.getPrecision(type);
        return type.is(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE)
                ? JsonNumbers.sinceMidnight(column.epoch(), name, precision, settings)
                : JsonNumbers.epoch(column.epoch(), name, precision, settings);
    }

    /** What there is instead of a value of a type. */
    public static Mismatch mismatch(String expected, JsonParser parser) throws IOException {
        return new Mismatch("expected " + expected + ", found " + found(parser));
    }

    private static String found(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return "an object";
        }
        if (token == JsonToken.START_ARRAY) {
            return "an array";
        }
        String text = parser.getText();
        String shown = Mismatch.shown(text);
        return token == JsonToken.VALUE_STRING ? '"' + shown + '"' : shown;
    }

    private static JsonReader text(LogicalType type) {
        return new Text(TextReaders.expected(type), TextReaders.of(type, "JSON"));
    }

    private static Object bool(JsonParser parser) throws IOException, Mismatch {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw mismatch("BOOLEAN", parser);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** Strings that are read as text is anywhere. */
    private record Text(String expected, TextReader reader) implements JsonReader {
        @Override
        public Object read(JsonParser parser) throws IOException, Mismatch {
            requireString(expected, parser);
            return reader.read(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }

        @Override
        public void check(JsonParser parser) throws IOException, Mismatch {
            requireString(expected, parser);
            reader.check(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
    }

    private static void requireString(String expected, JsonParser parser) throws IOException, Mismatch {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw mismatch(expected, parser);
        }
        requirePairs(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    /** Half of a surrogate pair, which an escape can name, has no bytes in UTF-8 and would be lost. */
    static void requirePairs(char[] text, int offset, int length) throws Mismatch {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = text[i];
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text[i + 1]);
            if (!pair) {
                throw new Mismatch("half of a surrogate pair, which is no character");
            }
            i++;
        }
    }
}
