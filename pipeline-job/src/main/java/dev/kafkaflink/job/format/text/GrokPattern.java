package dev.kafkaflink.job.format.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.kafkaflink.crds.table.TextOptions;
import dev.kafkaflink.job.format.Mismatch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Grok expression as a regular expression that is matched in linear time.
 *
 * @param regex the expression, with all patterns put in
 * @param groups for each column the groups that hold its value; of several the first that takes part in a match does
 * @param names all names that the expression gives to its parts, which may be more than there are columns
 */
record GrokPattern(Pattern regex, Map<String, List<Integer>> groups, Set<String> names) {
    private static final String MAIN = "text.pattern";

    /**
     * The pattern of a format.
     *
     * @param columns of which values are captured
     * @throws IllegalArgumentException if it is none, in words for a person
     */
    static GrokPattern of(TextOptions options, Collection<String> columns) {
        Map<String, String> patterns = new TreeMap<>(StandardPatterns.ALL);
        patterns.putAll(options.patterns());
        // One by one, so that a message can say which one is wrong.
        for (String name : new TreeMap<>(options.patterns()).keySet()) {
            compile("text.patterns." + name, "%{" + name + "}", patterns, Set.of());
        }
        return compile(MAIN, options.pattern(), patterns, columns);
    }

    private static GrokPattern compile(
            String where, String expression, Map<String, String> patterns, Collection<String> columns) {
        GrokExpansion expansion = new GrokExpansion(where, patterns, columns);
        String expanded = expansion.expand(expression);
        try {
            return new GrokPattern(Pattern.compile(expanded), expansion.groups(), expansion.names());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    where + " is no regular expression: " + e.getDescription() + fragment(e, expanded) + remedy(e));
        }
    }

    private static String fragment(PatternSyntaxException e, String whole) {
        String fragment = e.getPattern();
        return fragment == null || fragment.isEmpty() || fragment.equals(whole)
                ? ""
                : " '" + Mismatch.shown(fragment) + "'";
    }

    private static String remedy(PatternSyntaxException e) {
        return e.getDescription().startsWith("invalid nested repetition")
                ? "; a possessive quantifier is not needed, since no match is tried twice: leave its last sign out"
                : "";
    }
}
