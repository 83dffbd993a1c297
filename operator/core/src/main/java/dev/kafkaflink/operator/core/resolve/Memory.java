package dev.kafkaflink.operator.core.resolve;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as Flink and Kubernetes write them; all units are powers of 1024, as Flink reads them. */
public final class Memory {
    private static final Pattern TEXT = Pattern.compile("\\s*([0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Z]*)\\s*");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    private Memory() {}

    /** Whole mebibytes, rounded down; empty if the text is no size. */
    public static Optional<Long> mebibytes(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int power =
                switch (parts.group(2).toLowerCase(Locale.ROOT)) {
                    case "", "b", "bytes" -> 0;
                    case "k", "kb", "ki" -> 1;
                    case "m", "mb", "mi" -> 2;
                    case "g", "gb", "gi" -> 3;
                    case "t", "tb", "ti" -> 4;
                    default -> -1;
                };
        if (power < 0) {
            return Optional.empty();
        }
        BigDecimal bytes = new BigDecimal(parts.group(1)).multiply(KIBI.pow(power));
        return Optional.of(bytes.divideToIntegralValue(KIBI.pow(2)).longValue());
    }
}
