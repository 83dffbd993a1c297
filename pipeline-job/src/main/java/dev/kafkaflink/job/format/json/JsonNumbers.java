package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ExactNumbers;
import dev.kafkaflink.job.format.ExactNumbers.Whole;
import dev.kafkaflink.job.format.IsoTime;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.io.Serializable;

/** Readers of numbers. A number that the type cannot hold exactly is refused; FLOAT and DOUBLE take the nearest. */
final class JsonNumbers {
    private JsonNumbers() {}

    static JsonReader whole(Whole type, JsonSettings settings) {
        String name = type.name();
        return parser -> {
            requireNumber(name, parser, settings);
            return require(
                    parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            ? integer(type, parser)
                            : ExactNumbers.whole(
                                    type, parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()),
                    name,
                    parser);
        };
    }

    private static Object integer(Whole type, JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : type.of(parser.getLongValue());
    }

    static JsonReader floating(boolean isDouble, JsonSettings settings) {
        String name = isDouble ? "DOUBLE" : "FLOAT";
        return parser -> {
            requireNumber(name, parser, settings);
            if (isDouble) {
                double value = parser.getDoubleValue();
                if (Double.isInfinite(value)) {
                    throw JsonReaders.mismatch(name, parser);
                }
                return value;
            }
            float value = parser.getFloatValue();
            if (Float.isInfinite(value)) {
                throw JsonReaders.mismatch(name, parser);
            }
            return value;
        };
    }

    static JsonReader decimal(int precision, int scale, JsonSettings settings) {
        String name = "DECIMAL(" + precision + ", " + scale + ")";
        boolean text = settings.digitsAsDecimals();
        return parser -> {
            if (!text || parser.currentToken() != JsonToken.VALUE_STRING) {
                requireNumeric(name, parser);
            }
            requireShort(name, parser, settings);
            return require(
                    ExactNumbers.decimal(
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength(),
                            precision,
                            scale),
                    name,
                    parser);
        };
    }

    /** A DATE as a number of days since 1970-01-01, or as text. */
    static JsonReader days(JsonReader texts, JsonSettings settings) {
        String name = "DATE (yyyy-MM-dd or days since 1970-01-01)";
        return parser -> {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return texts.read(parser);
            }
            requireNumber(name, parser, settings);
            Object days = parser.currentToken() == JsonToken.VALUE_NUMBER_INT ? integer(Whole.INT, parser) : null;
            return require(days != null && IsoTime.isWritable((int) days) ? days : null, name, parser);
        };
    }

    /** A TIME as a number since midnight. */
    static JsonReader sinceMidnight(Column.Epoch unit, String type, int precision, JsonSettings settings) {
        return number(
                ExactNumbers.expectedSinceMidnight(unit, type),
                settings,
                (digits, from, length) -> ExactNumbers.sinceMidnight(unit, digits, from, length, precision));
    }

    /** A time as a number since 1970. */
    static JsonReader epoch(Column.Epoch unit, String type, int precision, JsonSettings settings) {
        return number(
                ExactNumbers.expectedEpoch(unit, type),
                settings,
                (digits, from, length) -> ExactNumbers.epoch(unit, digits, from, length, precision));
    }

    /** The value of a number's characters; null if they are none. */
    @FunctionalInterface
    private interface Digits extends Serializable {
        Object value(char[] digits, int from, int length);
    }

    private static JsonReader number(String name, JsonSettings settings, Digits digits) {
        return parser -> {
            requireNumber(name, parser, settings);
            return require(
                    digits.value(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()),
                    name,
                    parser);
        };
    }

    private static Object require(Object value, String name, JsonParser parser) throws IOException, Mismatch {
        if (value == null) {
            throw JsonReaders.mismatch(name, parser);
        }
        return value;
    }

    private static void requireNumber(String name, JsonParser parser, JsonSettings settings)
            throws IOException, Mismatch {
        requireNumeric(name, parser);
        requireShort(name, parser, settings);
    }

    private static void requireNumeric(String name, JsonParser parser) throws IOException, Mismatch {
        if (!parser.currentToken().isNumeric()) {
            throw JsonReaders.mismatch(name, parser);
        }
    }

    /** Time grows with the square of the length. */
    private static void requireShort(String name, JsonParser parser, JsonSettings settings)
            throws IOException, Mismatch {
        int length = parser.getTextLength();
        if (length > settings.numberLength()) {
            throw new Mismatch("expected " + name + ", found a number of " + length + " characters; at most "
                    + settings.numberLength() + " are read, the limit by " + settings.block() + ".maxNumberLength");
        }
    }
}
