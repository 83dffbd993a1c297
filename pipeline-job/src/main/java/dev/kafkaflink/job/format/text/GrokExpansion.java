package dev.kafkaflink.job.format.text;

import dev.kafkaflink.crds.spelling.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Puts the patterns that an expression names in their places. Only what a column needs is captured, since each group that is
 * captured takes time with every line.
 */
final class GrokExpansion {
    /** Patterns that name each other twice grow to any length. */
    private static final int MOST_CHARACTERS = 200_000;

    private static final String NO_LOOK_AROUND =
            "looks ahead or behind, which cannot be done in linear time; describe the"
                    + " text that is to stand there, and capture a part of it";

    private final String where;
    private final Map<String, String> patterns;
    private final Collection<String> columns;
    private final StringBuilder expanded = new StringBuilder();
    private final Map<String, List<Integer>> groups = new HashMap<>();
    private final Set<String> names = new TreeSet<>();
    /** The patterns within which it is. */
    private final Deque<String> within = new ArrayDeque<>();

    private int groupCount;

    /**
     * Expands an expression once.
     *
     * @param where how a message names it
     * @param patterns all that can be named
     * @param columns of which values are captured
     */
    GrokExpansion(String where, Map<String, String> patterns, Collection<String> columns) {
        this.where = where;
        this.patterns = patterns;
        this.columns = columns;
    }

    /** For each column the groups with its value. */
    Map<String, List<Integer>> groups() {
        return groups;
    }

    /** All names that the expression gives to its parts. */
    Set<String> names() {
        return names;
    }

    /**
     * The regular expression.
     *
     * @throws IllegalArgumentException if there is none, in words for a person
     */
    String expand(String expression) {
        append(expression);
        return expanded.toString();
    }

    private void append(String expression) {
        int open = 0;
        int at = 0;
        while (at < expression.length()) {
            if (expanded.length() > MOST_CHARACTERS) {
                throw wrong("is longer than " + MOST_CHARACTERS + " characters with all patterns in their places");
            }
            char c = expression.charAt(at);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open < 0) {
                throw wrong("has a ')' without a '('; write '\\)' if the character is meant");
            }
            at = switch (c) {
                case '\\' -> appendEscape(expression, at);
                case '[' -> appendClass(expression, at);
                case '(' -> appendGroup(expression, at);
                case '%' -> appendReference(expression, at);
                default -> appendTo(expression, at, at + 1);
            };
        }
        if (open > 0) {
            throw wrong("has a '(' without a ')'");
        }
    }

    private int appendTo(String expression, int from, int to) {
        int end = Math.min(to, expression.length());
        expanded.append(expression, from, end);
        return end;
    }

    private int appendEscape(String expression, int at) {
        char escaped = at + 1 < expression.length() ? expression.charAt(at + 1) : ' ';
        if (escaped == 'Q') {
            int end = expression.indexOf("\\E", at);
            return appendTo(expression, at, end < 0 ? expression.length() : end + 2);
        }
        if (escaped >= '1' && escaped <= '9' || expression.startsWith("\\k<", at)) {
            throw wrong("refers back by '" + expression.substring(at, at + 2)
                    + "' to a part of the match, which cannot be done in linear time; compare the two in the query");
        }
        return appendTo(expression, at, at + 2);
    }

    /** A bracket that stands first, behind ^ or in a class of POSIX does not end it. */
    private int appendClass(String expression, int at) {
        int end = at + (expression.startsWith("[^", at) ? 2 : 1);
        end += expression.startsWith("]", end) ? 1 : 0;
        while (end < expression.length() && expression.charAt(end) != ']') {
            if (expression.charAt(end) == '\\') {
                end += 2;
            } else if (expression.startsWith("[:", end) && expression.indexOf(":]", end) > 0) {
                end = expression.indexOf(":]", end) + 2;
            } else {
                end++;
            }
        }
        return appendTo(expression, at, end + 1);
    }

    private int appendGroup(String expression, int at) {
        if (!expression.startsWith("(?", at)) {
            expanded.append("(?:");
            return at + 1;
        }
        for (String lookAround : List.of("(?=", "(?!", "(?<=", "(?<!")) {
            if (expression.startsWith(lookAround, at)) {
                throw wrong("has '" + lookAround + "' and " + NO_LOOK_AROUND);
            }
        }
        if (expression.startsWith("(?>", at)) {
            throw wrong("has an atomic group '(?>', which is not needed, since no match is tried twice; write '(?:'");
        }
        int name = expression.startsWith("(?<", at) ? at + 3 : expression.startsWith("(?P<", at) ? at + 4 : -1;
        int end = name < 0 ? -1 : expression.indexOf('>', name);
        if (end < 0) {
            return appendTo(expression, at, at + 2);
        }
        open(expression.substring(name, end));
        return end + 1;
    }

    private int appendReference(String expression, int at) {
        if (!expression.startsWith("%{", at)) {
            return appendTo(expression, at, at + 1);
        }
        int end = expression.indexOf('}', at);
        if (end < 0) {
            throw wrong("has a '%{' without a '}'; write \\%\\{ if these characters are meant");
        }
        String[] parts = expression.substring(at + 2, end).split(":", -1);
        if (parts.length > 2) {
            throw wrong("says a type in %{" + String.join(":", parts)
                    + "}, but the type is that of the column; write %{" + parts[0] + ':' + parts[1] + '}');
        }
        if (parts.length == 1) {
            expanded.append("(?:");
        } else {
            open(parts[1]);
        }
        appendPattern(parts[0]);
        expanded.append(')');
        return end + 1;
    }

    private void appendPattern(String name) {
        String pattern = patterns.get(name);
        if (pattern == null) {
            throw wrong(
                    "names a pattern '" + name + "' that does not exist" + Spelling.instead(name, patterns.keySet()));
        }
        if (within.contains(name)) {
            within.addLast(name);
            throw wrong("contains itself: " + String.join(" > ", within) + "; give one of them another name");
        }
        within.addLast(name);
        append(pattern);
        within.removeLast();
    }

    private void open(String name) {
        names.add(name);
        if (!columns.contains(name)) {
            expanded.append("(?:");
            return;
        }
        groupCount++;
        groups.computeIfAbsent(name, any -> new ArrayList<>()).add(groupCount);
        expanded.append('(');
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(where + ' ' + what);
    }
}
