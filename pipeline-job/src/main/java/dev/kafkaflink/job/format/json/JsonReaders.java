package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.IsoTime;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.io.Serializable;
import java.util.Base64;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Readers by SQL type. */
public final class JsonReaders {
    private static final int SHOWN = 40;
    private static final JsonReader DATE = text("DATE (yyyy-MM-dd)", IsoTime::date);

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
            case TINYINT -> JsonNumbers.whole(JsonNumbers.Whole.TINYINT, settings);
            case SMALLINT -> JsonNumbers.whole(JsonNumbers.Whole.SMALLINT, settings);
            case INTEGER -> JsonNumbers.whole(JsonNumbers.Whole.INT, settings);
            case BIGINT -> JsonNumbers.whole(JsonNumbers.Whole.BIGINT, settings);
            case FLOAT -> JsonNumbers.floating(false, settings);
            case DOUBLE -> JsonNumbers.floating(true, settings);
            case DECIMAL ->
                JsonNumbers.decimal(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale(), settings);
            case CHAR -> string(type.asSummaryString(), LogicalTypeChecks.getLength(type), true);
            case VARCHAR -> string(type.asSummaryString(), LogicalTypeChecks.getLength(type), false);
            case BINARY -> binary(type.asSummaryString(), LogicalTypeChecks.getLength(type), true);
            case VARBINARY -> binary(type.asSummaryString(), LogicalTypeChecks.getLength(type), false);
            case DATE -> settings.daysAsDates() ? JsonNumbers.days(DATE, settings) : DATE;
            case TIME_WITHOUT_TIME_ZONE -> time(LogicalTypeChecks.getPrecision(type));
            case TIMESTAMP_WITHOUT_TIME_ZONE -> timestamp(LogicalTypeChecks.getPrecision(type), false);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(LogicalTypeChecks.getPrecision(type), true);
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
        if (type.is(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE)) {
            return JsonNumbers.sinceMidnight(
                    column.epoch(), type.asSummaryString(), LogicalTypeChecks.getPrecision(type), settings);
        }
        if (!type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                && !type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)) {
            throw new IllegalArgumentException(
                    "a column with epoch is a TIMESTAMP, TIMESTAMP_LTZ or TIME, not " + type.asSummaryString());
        }
        return JsonNumbers.epoch(
                column.epoch(), type.asSummaryString(), LogicalTypeChecks.getPrecision(type), settings);
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
        String shown = shown(text);
        return token == JsonToken.VALUE_STRING ? '"' + shown + '"' : shown;
    }

    /** Text for a message, which must not be much larger than the record itself. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static Object bool(JsonParser parser) throws IOException, Mismatch {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw mismatch("BOOLEAN", parser);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    private static JsonReader string(String expected, int length, boolean padded) {
        if (length == Integer.MAX_VALUE) {
            return new Text(expected);
        }
        return parser -> {
            StringData value = string(expected, parser);
            String text = value.toString();
            int missing = length - text.codePointCount(0, text.length());
            if (missing < 0) {
                throw mismatch(expected, parser);
            }
            return padded && missing > 0 ? StringData.fromString(text + " ".repeat(missing)) : value;
        };
    }

    /** Strings of any length; one that nobody uses is not made. */
    private record Text(String expected) implements JsonReader {
        @Override
        public Object read(JsonParser parser) throws IOException, Mismatch {
            return string(expected, parser);
        }

        @Override
        public void check(JsonParser parser) throws IOException, Mismatch {
            requireString(expected, parser);
        }
    }

    private static StringData string(String expected, JsonParser parser) throws IOException, Mismatch {
        requireString(expected, parser);
        return StringData.fromString(parser.getText());
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

    private static JsonReader binary(String expected, int length, boolean exact) {
        return parser -> {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw mismatch(expected + " in base64", parser);
            }
            byte[] bytes = base64(expected, parser);
            if (bytes.length > length || exact && bytes.length < length) {
                throw mismatch(expected, parser);
            }
            return bytes;
        };
    }

    private static byte[] base64(String expected, JsonParser parser) throws IOException, Mismatch {
        try {
            return Base64.getDecoder().decode(parser.getText());
        } catch (IllegalArgumentException e) {
            throw mismatch(expected + " in base64", parser);
        }
    }

    private static JsonReader time(int precision) {
        return text(
                "TIME(" + precision + ") (HH:mm:ss)",
                (text, offset, length) -> IsoTime.time(text, offset, length, precision));
    }

    private static JsonReader timestamp(int precision, boolean zoned) {
        String expected = zoned
                ? "TIMESTAMP_LTZ(" + precision + ") (yyyy-MM-ddTHH:mm:ssZ)"
                : "TIMESTAMP(" + precision + ") (yyyy-MM-ddTHH:mm:ss without a zone)";
        return text(expected, (text, offset, length) -> IsoTime.timestamp(text, offset, length, precision, zoned));
    }

    private interface TextReader extends Serializable {
        Object read(char[] text, int offset, int length);
    }

    private static JsonReader text(String expected, TextReader reader) {
        return parser -> {
            Object value = parser.currentToken() == JsonToken.VALUE_STRING
                    ? reader.read(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
                    : null;
            if (value == null) {
                throw mismatch(expected, parser);
            }
            return value;
        };
    }
}
