package dev.kafkaflink.job.plan;

import dev.kafkaflink.crds.spelling.Spelling;
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
    public Names {
        tables = new TreeSet<>(tables);
        columns = new TreeSet<>(columns);
        functions = new TreeSet<>(functions);
    }

    /** A remedy for a table that is not there. */
    String insteadOfTable(String name) {
        return Spelling.instead(name, tables);
    }

    /** A remedy for a column that is not there. */
    String insteadOfColumn(String name) {
        return Spelling.instead(name, columns);
    }

    /** What is wrong with a call that fits no function. */
    String noSuchFunction(String name, String arguments) {
        Optional<String> known =
                functions.stream().filter(name::equalsIgnoreCase).findFirst();
        return known.map(function -> "the function '%s' does not take (%s)".formatted(name, arguments))
                .orElseGet(() -> "there is no function '%s'%s".formatted(name, Spelling.instead(name, functions)));
    }

    /** The column or table of a name, in whatever case. */
    Optional<String> find(String name) {
        return Stream.concat(columns.stream(), tables.stream())
                .filter(name::equalsIgnoreCase)
                .findFirst();
    }
}
