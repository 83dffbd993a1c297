package dev.kafkaflink.job.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names that queries may use: for remedies.
 *
 * @param tables of sources and views
 * @param columns of those tables
 * @param functions of SQL
 */
public record Names(Set<String> tables, Set<String> columns, Set<String> functions) {
    private static final int LISTED = 20;

    public Names {
        tables = new TreeSet<>(tables);
        columns = new TreeSet<>(columns);
        functions = new TreeSet<>(functions);
    }

    /** A remedy for a table that is not there. */
    String insteadOfTable(String name) {
        return instead(name, tables);
    }

    /** A remedy for a column that is not there. */
    String insteadOfColumn(String name) {
        return instead(name, columns);
    }

    /** What is wrong with a call that fits no function. */
    String noSuchFunction(String name, String arguments) {
        Optional<String> known =
                functions.stream().filter(name::equalsIgnoreCase).findFirst();
        return known.map(function -> "the function '%s' does not take (%s)".formatted(name, arguments))
                .orElseGet(() -> "there is no function '%s'%s".formatted(name, instead(name, functions)));
    }

    /** The column or table of a name, in whatever case. */
    Optional<String> find(String name) {
        return Stream.concat(columns.stream(), tables.stream())
                .filter(name::equalsIgnoreCase)
                .findFirst();
    }

    private static String instead(String name, Collection<String> known) {
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
