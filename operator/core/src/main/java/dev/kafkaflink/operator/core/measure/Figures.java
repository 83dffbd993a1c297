package dev.kafkaflink.operator.core.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers as a status holds them and as people read them. */
public final class Figures {
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);
    private static final List<String> THOUSANDS = List.of("", "k", "M", "G", "T", "P", "E");

    private record Unit(String name, long millis) {}

    private static final List<Unit> TIMES = List.of(
            new Unit("y", 31_557_600_000L),
            new Unit("d", 86_400_000L),
            new Unit("h", 3_600_000L),
            new Unit("m", 60_000L),
            new Unit("s", 1_000L));

    private Figures() {}

    /** Three significant digits: more would only wake those who watch. */
    static double rounded(double value) {
        return BigDecimal.valueOf(value).round(THREE_DIGITS).doubleValue();
    }

    /** A whole number of three significant digits. */
    static long roundedLong(double value) {
        return BigDecimal.valueOf(value)
                .setScale(0, RoundingMode.HALF_UP)
                .round(THREE_DIGITS)
                .longValue();
    }

    /** Such as {@code 0}, {@code 0.25}, {@code 12}, {@code 1.2k} or {@code 350M}. */
    public static String count(double value) {
        double left = value;
        int thousands = 0;
        while (Math.abs(BigDecimal.valueOf(left).round(THREE_DIGITS).doubleValue()) >= 1000
                && thousands < THOUSANDS.size() - 1) {
            left /= 1000;
            thousands++;
        }
        return digits(left) + THOUSANDS.get(thousands);
    }

    /** Such as {@code 85ms}, {@code 1.2s}, {@code 3h} or {@code 13.9y}. */
    public static String time(long millis) {
        for (Unit unit : TIMES) {
            if (millis >= unit.millis()) {
                double value = (double) millis / unit.millis();
                MathContext digits = value < 10 ? TWO_DIGITS : THREE_DIGITS;
                return plain(BigDecimal.valueOf(value).round(digits)) + unit.name();
            }
        }
        return millis + "ms";
    }

    /** Such as {@code 99.98%}; {@code 100%} only when nothing is missing. */
    public static String share(long part, long whole) {
        if (part >= whole) {
            return "100%";
        }
        BigDecimal percent = BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(whole), 2, RoundingMode.DOWN);
        return plain(percent) + "%";
    }

    private static String digits(double value) {
        return plain(BigDecimal.valueOf(value).round(Math.abs(value) < 10 ? TWO_DIGITS : THREE_DIGITS));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
