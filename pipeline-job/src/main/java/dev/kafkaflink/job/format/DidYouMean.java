package dev.kafkaflink.job.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Remedies for names that are not there. */
public final class DidYouMean {
    private static final int LISTED = 20;

    private DidYouMean() {}

    /** What to say, after that a name is not there, of those that are; empty if nothing is of help. */
    public static String of(String name, Collection<String> known) {
        Optional<String> same = known.stream()
                .filter(candidate -> last(candidate).equalsIgnoreCase(last(name)))
                .findFirst();
        Optional<String> similar = same.or(() -> known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3)));
        if (similar.isPresent()) {
            return "; did you mean '" + similar.get() + "'?";
        }
        return known.isEmpty() || known.size() > LISTED ? "" : "; there are " + String.join(", ", known);
    }

    /** A name without what it is qualified by. */
    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance, regardless of case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
