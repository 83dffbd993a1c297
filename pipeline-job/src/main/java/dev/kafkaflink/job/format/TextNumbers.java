package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.table.Column;
import java.io.Serializable;

/**
 * Readers of numbers from text: digits with an optional sign, fraction and exponent. A number that the type cannot hold exactly
 * is refused; FLOAT and DOUBLE take the nearest.
 */
final class TextNumbers {
    /** The time to read a number grows with the square of its length. */
    static final int MOST_CHARACTERS = 1000;

    /** Of any so many digits a long can hold the number. */
    private static final int DIGITS_OF_ANY_LONG = 18;

    private TextNumbers() {}

    static TextReader whole(ExactNumbers.Whole type) {
        return number(
                type.name(),
                (text, offset, length) -> isShortInteger(text, offset, length)
                        ? type.of(shortInteger(text, offset, length))
                        : ExactNumbers.whole(type, text, offset, length));
    }

    static TextReader real() {
        return number("FLOAT", (text, offset, length) -> {
            float value = Float.parseFloat(new String(text, offset, length));
            return Float.isInfinite(value) ? null : value;
        });
    }

    static TextReader doublePrecision() {
        return number("DOUBLE", (text, offset, length) -> {
            double value = Double.parseDouble(new String(text, offset, length));
            return Double.isInfinite(value) ? null : value;
        });
    }

    static TextReader decimal(int precision, int scale) {
        return number(
                "DECIMAL(" + precision + ", " + scale + ")",
                (text, offset, length) -> ExactNumbers.decimal(text, offset, length, precision, scale));
    }

    static TextReader epoch(Column.Epoch unit, String type, int precision) {
        return number(
                ExactNumbers.expectedEpoch(unit, type),
                (text, offset, length) -> ExactNumbers.epoch(unit, text, offset, length, precision));
    }

    static TextReader sinceMidnight(Column.Epoch unit, String type, int precision) {
        return number(
                ExactNumbers.expectedSinceMidnight(unit, type),
                (text, offset, length) -> ExactNumbers.sinceMidnight(unit, text, offset, length, precision));
    }

    /** Makes a value of what is known to be a number; null if the type cannot hold it. */
    private interface Value extends Serializable {
        Object of(char[] text, int offset, int length);
    }

    private static TextReader number(String name, Value value) {
        return (text, offset, length) -> {
            if (!isNumber(text, offset, length)) {
                throw Mismatch.of(name, text, offset, length);
            }
            if (length > MOST_CHARACTERS) {
                throw new Mismatch("expected " + name + ", found a number of " + length + " characters; at most "
                        + MOST_CHARACTERS + " are read");
            }
            Object number = value.of(text, offset, length);
            if (number == null) {
                throw Mismatch.of(name, text, offset, length);
            }
            return number;
        };
    }

    /** Java's own readers take more: digits of other scripts, NaN, hexadecimal, white space. */
    private static boolean isNumber(char[] text, int offset, int length) {
        int end = offset + length;
        int at = skipSign(text, offset, end);
        int point = skipDigits(text, at, end);
        boolean hasDigits = point > at;
        at = point;
        if (at < end && text[at] == '.') {
            int fraction = skipDigits(text, at + 1, end);
            hasDigits |= fraction > at + 1;
            at = fraction;
        }
        if (hasDigits && at < end && (text[at] == 'e' || text[at] == 'E')) {
            int exponent = skipSign(text, at + 1, end);
            at = skipDigits(text, exponent, end);
            hasDigits = at > exponent;
        }
        return hasDigits && at == end;
    }

    private static int skipSign(char[] text, int at, int end) {
        return at < end && (text[at] == '-' || text[at] == '+') ? at + 1 : at;
    }

    private static int skipDigits(char[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isShortInteger(char[] text, int offset, int length) {
        int end = offset + length;
        int digits = skipSign(text, offset, end);
        return end - digits <= DIGITS_OF_ANY_LONG && skipDigits(text, digits, end) == end;
    }

    private static long shortInteger(char[] text, int offset, int length) {
        int end = offset + length;
        long value = 0;
        for (int i = skipSign(text, offset, end); i < end; i++) {
            value = value * 10 + text[i] - '0';
        }
        return text[offset] == '-' ? -value : value;
    }
}
