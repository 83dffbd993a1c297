package dev.kafkaflink.crds.v1alpha1;

import java.time.Duration;
import java.util.regex.Matcher;

/** Lengths of time as people write them: {@code 500ms}, {@code 10s}, {@code 1m30s}, {@code 2h}, {@code 7d}. */
public final class Durations {
    /** Days, hours, minutes, seconds and milliseconds in this order, each at most once. The schema bounds the length. */
    public static final String PATTERN = "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";

    private static final java.util.regex.Pattern PARTS = java.util.regex.Pattern.compile(PATTERN);

    private Durations() {}

    /**
     * The length of time that a text says.
     *
     * @throws IllegalArgumentException if it says none
     */
    public static Duration parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration; write it like 500ms, 10s or 1m30s");
        }
        try {
            return Duration.ofDays(number(parts.group(1), 1))
                    .plusHours(number(parts.group(2), 1))
                    .plusMinutes(number(parts.group(3), 1))
                    .plusSeconds(number(parts.group(4), 1))
                    .plusMillis(number(parts.group(5), 2));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is longer than a duration can be", e);
        }
    }

    /** The text that {@link #parse} reads as {@code duration}, to the millisecond; the largest units first. */
    public static String text(Duration duration) {
        String text = part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }

    private static long number(String part, int unitLength) {
        return part == null ? 0 : Long.parseLong(part.substring(0, part.length() - unitLength));
    }
}
