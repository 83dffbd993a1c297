package dev.kafkaflink.job.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Remedies for names that are not there. */
public final class Spelling {
    private static final int LISTED = 20;

    private Spelling() {}

    /** What to add to a message: the name that is meant, or else all that there are, if they are few. */
    public static String instead(String name, Collection<String> known) {
        Optional<String> similar = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3));
        if (similar.isPresent()) {
            return "; did you mean '" + similar.get() + "'?";
        }
        return known.isEmpty() || known.size() > LISTED ? "" : "; there are " + String.join(", ", known);
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
