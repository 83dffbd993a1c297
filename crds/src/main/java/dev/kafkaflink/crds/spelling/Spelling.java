package dev.kafkaflink.crds.spelling;

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
        return nearest(name, known).map(Spelling::question).orElseGet(() -> all(known));
    }

    /** What to add to a message: the name that is meant; empty if none is near. */
    public static String question(String name, Collection<String> known) {
        return nearest(name, known).map(Spelling::question).orElse("");
    }

    /**
     * The name that is meant: one that differs in what it is qualified by, or in upper and lower case, alone, or else the nearest,
     * if at most a third of the letters differ.
     */
    public static Optional<String> nearest(String name, Collection<String> known) {
        Optional<String> same = known.stream()
                .filter(candidate -> unqualified(candidate).equalsIgnoreCase(unqualified(name)))
                .min(Comparator.naturalOrder());
        return same.or(() -> known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3)));
    }

    private static String question(String meant) {
        return "; did you mean '" + meant + "'?";
    }

    private static String all(Collection<String> known) {
        return known.isEmpty() || known.size() > LISTED ? "" : "; there are " + String.join(", ", known);
    }

    private static String unqualified(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The number of letters to insert, remove, replace or swap with the next (optimal string alignment), without case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : step(distances, a, b, i, j);
            }
        }
        return distances[a.length()][b.length()];
    }

    private static int step(int[][] distances, String a, String b, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
