package dev.kafkaflink.local.standin.flink.lifecycle;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Amounts of memory as Flink and Kubernetes write them: {@code 900m}, {@code 2g}, {@code 1.5Gi}, {@code 512 mb}. */
public final class MemoryAmount {
    private static final Map<String, Long> UNITS = units();

    private MemoryAmount() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new TreeMap<>(Map.of("", 1L, "b", 1L, "bytes", 1L));
        long factor = 1;
        for (String letter : new String[] {"k", "m", "g", "t"}) {
            factor *= 1024;
            units.put(letter, factor);
            units.put(letter + "b", factor);
            units.put(letter + "i", factor);
            units.put(letter + "ib", factor);
        }
        return Map.copyOf(units);
    }

    /**
     * In bytes. As in the operator a letter is a power of 1024 with and without the i.
     *
     * @throws IllegalArgumentException if the text is not an amount; the message says why, in Java's words
     */
    public static long parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < trimmed.length() && (Character.isDigit(trimmed.charAt(end)) || trimmed.charAt(end) == '.')) {
            end++;
        }
        String unit = trimmed.substring(end).strip();
        if (end == 0) {
            // What BigDecimal says about the quantity's first letter.
            char first = trimmed.isEmpty() ? ' ' : Character.toUpperCase(trimmed.charAt(0));
            throw new IllegalArgumentException("Character " + first
                    + " is neither a decimal digit number, decimal point, nor \"e\" notation exponential mark.");
        }
        if (!UNITS.containsKey(unit)) {
            throw new IllegalArgumentException("Memory size unit '" + unit
                    + "' does not match any of the recognized units: b, k, m, g, t, with i or b");
        }
        return new BigDecimal(trimmed.substring(0, end))
                .multiply(BigDecimal.valueOf(UNITS.get(unit)))
                .longValue();
    }
}
