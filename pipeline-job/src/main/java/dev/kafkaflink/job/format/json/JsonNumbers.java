package dev.kafkaflink.job.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.ExactDecimal;
import dev.kafkaflink.job.format.IsoTime;
import dev.kafkaflink.job.format.Mismatch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;

/** Readers of numbers. A number that the type cannot hold exactly is refused; FLOAT and DOUBLE take the nearest. */
final class JsonNumbers {
    private static final int DIGITS_OF_A_LONG = 19;
    /** Of the seconds from year 0000 to 9999, as the other form of a time has them. */
    private static final int DIGITS_OF_A_TIME = 12;

    /** Of the seconds of a day. */
    private static final int DIGITS_OF_A_DAY = 5;

    /** Digits behind the point that are beyond what any unit and precision take. */
    private static final int DUST = 30;

    private static final BigDecimal DAY = BigDecimal.valueOf(86_400);
    private static final BigDecimal FIRST_SECOND = BigDecimal.valueOf(-62_167_219_200L);
    private static final BigDecimal END_OF_SECONDS = BigDecimal.valueOf(253_402_300_800L);

    private JsonNumbers() {}

    /** The integer types, with what makes the internal form of a long. */
    enum Whole {
        TINYINT(Byte.MIN_VALUE, Byte.MAX_VALUE) {
            @Override
            Object box(long value) {
                return (byte) value;
            }
        },
        SMALLINT(Short.MIN_VALUE, Short.MAX_VALUE) {
            @Override
            Object box(long value) {
                return (short) value;
            }
        },
        INT(Integer.MIN_VALUE, Integer.MAX_VALUE) {
            @Override
            Object box(long value) {
                return (int) value;
            }
        },
        BIGINT(Long.MIN_VALUE, Long.MAX_VALUE) {
            @Override
            Object box(long value) {
                return value;
            }
        };

        private final long least;
        private final long greatest;

        Whole(long least, long greatest) {
            this.least = least;
            this.greatest = greatest;
        }

        abstract Object box(long value);
    }

    static JsonReader whole(Whole type, JsonSettings settings) {
        String name = type.name();
        return parser -> {
            requireNumber(name, parser, settings);
            long value = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? integer(name, parser)
                    : integral(name, parser);
            if (value < type.least || value > type.greatest) {
                throw JsonReaders.mismatch(name, parser);
            }
            return type.box(value);
        };
    }

    private static long integer(String name, JsonParser parser) throws IOException, Mismatch {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw JsonReaders.mismatch(name, parser);
        }
        return parser.getLongValue();
    }

    /** A number with a fraction or an exponent that is a whole number all the same, such as 1.0 or 2e3. */
    private static long integral(String name, JsonParser parser) throws IOException, Mismatch {
        BigDecimal number = exact(name, parser);
        if (number.signum() == 0) {
            return 0;
        }
        long digits = ExactDecimal.digitsBeforeThePoint(number);
        if (digits < 1 || digits > DIGITS_OF_A_LONG) {
            throw JsonReaders.mismatch(name, parser);
        }
        BigDecimal shortest = number.stripTrailingZeros();
        if (shortest.scale() > 0 || shortest.toBigInteger().bitLength() >= Long.SIZE) {
            throw JsonReaders.mismatch(name, parser);
        }
        return shortest.longValue();
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
            DecimalData value = ExactDecimal.of(exact(name, parser), precision, scale);
            if (value == null) {
                throw JsonReaders.mismatch(name, parser);
            }
            return value;
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
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw JsonReaders.mismatch(name, parser);
            }
            long days = integer(name, parser);
            if (!IsoTime.isWritable(days)) {
                throw JsonReaders.mismatch(name, parser);
            }
            return (int) days;
        };
    }

    /** A TIME as a number since midnight. One that is finer than the type is refused, as such a text is. */
    static JsonReader sinceMidnight(Column.Epoch unit, String type, int precision, JsonSettings settings) {
        String name = type + " (" + unit.name().toLowerCase(Locale.ROOT) + " since midnight)";
        int digits = digits(unit);
        return parser -> {
            requireNumber(name, parser, settings);
            BigDecimal number = exact(name, parser);
            if (number.signum() == 0) {
                return 0;
            }
            if (number.signum() < 0 || ExactDecimal.digitsBeforeThePoint(number) > DIGITS_OF_A_DAY + digits) {
                throw JsonReaders.mismatch(name, parser);
            }
            BigDecimal shortest = number.stripTrailingZeros();
            // Flink's own form of a TIME has milliseconds, whatever the precision.
            if (shortest.scale() + (long) digits > Math.min(precision, 3)) {
                throw JsonReaders.mismatch(name, parser);
            }
            BigDecimal seconds = shortest.movePointLeft(digits);
            if (seconds.compareTo(DAY) >= 0) {
                throw JsonReaders.mismatch(name, parser);
            }
            return seconds.movePointRight(3).intValueExact();
        };
    }

    private static int digits(Column.Epoch unit) {
        return switch (unit) {
            case Seconds -> 0;
            case Milliseconds -> 3;
            case Microseconds -> 6;
            case Nanoseconds -> 9;
        };
    }

    /** A time as a number since 1970. Digits beyond the precision are cut off, as those of a text are. */
    static JsonReader epoch(Column.Epoch unit, String type, int precision, JsonSettings settings) {
        String name = type + " (" + unit.name().toLowerCase(Locale.ROOT) + " since 1970-01-01)";
        int digits = digits(unit);
        return parser -> {
            requireNumber(name, parser, settings);
            BigDecimal number = exact(name, parser);
            if (number.signum() == 0) {
                return TimestampData.fromEpochMillis(0);
            }
            if (ExactDecimal.digitsBeforeThePoint(number) > DIGITS_OF_A_TIME + digits) {
                throw JsonReaders.mismatch(name, parser);
            }
            BigDecimal seconds = withoutDust(number).movePointLeft(digits).setScale(precision, RoundingMode.FLOOR);
            if (seconds.compareTo(FIRST_SECOND) < 0 || seconds.compareTo(END_OF_SECONDS) >= 0) {
                throw JsonReaders.mismatch(name, parser);
            }
            BigDecimal millis = seconds.movePointRight(3);
            BigDecimal whole = millis.setScale(0, RoundingMode.FLOOR);
            return TimestampData.fromEpochMillis(
                    whole.longValueExact(),
                    millis.subtract(whole).movePointRight(6).intValue());
        };
    }

    /** To cut a fraction off takes as long as its exponent is great; beyond any precision it only counts which side of 0 it is. */
    private static BigDecimal withoutDust(BigDecimal number) {
        return ExactDecimal.digitsBeforeThePoint(number) < -DUST ? BigDecimal.valueOf(number.signum(), DUST) : number;
    }

    /** The number as it is written; one whose exponent is beyond an int, which BigDecimal does not take, fits no column. */
    private static BigDecimal exact(String name, JsonParser parser) throws IOException, Mismatch {
        try {
            return new BigDecimal(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        } catch (NumberFormatException e) {
            throw JsonReaders.mismatch(name, parser);
        }
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
