package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;

/**
 * Decimal numbers as SQL's types, exactly: each method returns null for a number that its type cannot hold. The text is a
 * number, of a length that the caller bounds, since the time to read one grows with the square of its length.
 */
public final class ExactNumbers {
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

    private ExactNumbers() {}

    /** The integer types, with what makes the internal form of a long. */
    public enum Whole {
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

        /** A long as this type; null if it is beyond its range. */
        public Object of(long value) {
            return value < least || value > greatest ? null : box(value);
        }
    }

    /** A whole number, which may be written with a fraction or an exponent, such as 1.0 or 2e3. */
    public static Object whole(Whole type, char[] text, int offset, int length) {
        BigDecimal number = exact(text, offset, length);
        if (number == null) {
            return null;
        }
        if (number.signum() == 0) {
            return type.of(0);
        }
        long digits = digitsBeforeThePoint(number);
        if (digits < 1 || digits > DIGITS_OF_A_LONG) {
            return null;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        if (shortest.scale() > 0 || shortest.toBigInteger().bitLength() >= Long.SIZE) {
            return null;
        }
        return type.of(shortest.longValue());
    }

    /** A DECIMAL. */
    public static DecimalData decimal(char[] text, int offset, int length, int precision, int scale) {
        BigDecimal number = exact(text, offset, length);
        return number == null ? null : decimal(number, precision, scale);
    }

    /** The same of a number that is not text. */
    public static DecimalData decimal(BigDecimal number, int precision, int scale) {
        if (number.signum() == 0) {
            return DecimalData.fromBigDecimal(BigDecimal.ZERO, precision, scale);
        }
        if (digitsBeforeThePoint(number) > precision - scale) {
            return null;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() > scale ? null : DecimalData.fromBigDecimal(shortest, precision, scale);
    }

    /** A time as a number since 1970. Digits beyond the precision are cut off, as those of a text are. */
    public static TimestampData epoch(Column.Epoch unit, char[] text, int offset, int length, int precision) {
        BigDecimal number = exact(text, offset, length);
        if (number == null) {
            return null;
        }
        if (number.signum() == 0) {
            return TimestampData.fromEpochMillis(0);
        }
        int digits = digits(unit);
        if (digitsBeforeThePoint(number) > DIGITS_OF_A_TIME + digits) {
            return null;
        }
        BigDecimal seconds = withoutDust(number).movePointLeft(digits).setScale(precision, RoundingMode.FLOOR);
        if (seconds.compareTo(FIRST_SECOND) < 0 || seconds.compareTo(END_OF_SECONDS) >= 0) {
            return null;
        }
        BigDecimal millis = seconds.movePointRight(3);
        BigDecimal whole = millis.setScale(0, RoundingMode.FLOOR);
        return TimestampData.fromEpochMillis(
                whole.longValueExact(), millis.subtract(whole).movePointRight(6).intValue());
    }

    /**
     * A TIME as a number since midnight, in the form that Flink has of it: milliseconds. One that is finer than the type is
     * refused, as such a text is.
     */
    public static Integer sinceMidnight(Column.Epoch unit, char[] text, int offset, int length, int precision) {
        BigDecimal number = exact(text, offset, length);
        if (number == null) {
            return null;
        }
        if (number.signum() == 0) {
            return 0;
        }
        int digits = digits(unit);
        if (number.signum() < 0 || digitsBeforeThePoint(number) > DIGITS_OF_A_DAY + digits) {
            return null;
        }
        BigDecimal shortest = number.stripTrailingZeros();
        // Flink's own form of a TIME has milliseconds, whatever the precision.
        if (shortest.scale() + (long) digits > Math.min(precision, 3)) {
            return null;
        }
        BigDecimal seconds = shortest.movePointLeft(digits);
        return seconds.compareTo(DAY) >= 0 ? null : seconds.movePointRight(3).intValueExact();
    }

    private static int digits(Column.Epoch unit) {
        return switch (unit) {
            case Seconds -> 0;
            case Milliseconds -> 3;
            case Microseconds -> 6;
            case Nanoseconds -> 9;
        };
    }

    /** To cut a fraction off takes as long as its exponent is great; beyond any precision it only counts which side of 0 it is. */
    private static BigDecimal withoutDust(BigDecimal number) {
        return digitsBeforeThePoint(number) < -DUST ? BigDecimal.valueOf(number.signum(), DUST) : number;
    }

    /** How a message names a TIME that is a number. */
    public static String expectedSinceMidnight(Column.Epoch unit, String type) {
        return type + " (" + unit.name().toLowerCase(Locale.ROOT) + " since midnight)";
    }

    /** How a message names a time that is a number. */
    public static String expectedEpoch(Column.Epoch unit, String type) {
        return type + " (" + unit.name().toLowerCase(Locale.ROOT) + " since 1970-01-01)";
    }

    /** The number as it is written; one whose exponent is beyond an int, which BigDecimal does not take, fits no column. */
    private static BigDecimal exact(char[] text, int offset, int length) {
        try {
            return new BigDecimal(text, offset, length);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * To be asked before the number is brought into another form, which fails where its exponent is near the limits of an int.
     */
    private static long digitsBeforeThePoint(BigDecimal number) {
        return number.precision() - (long) number.scale();
    }
}
