package dev.kafkaflink.job.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * UIDs of the operators that SQL planning makes, from what each computes. Flink's own come from the operator's place in the
 * plan: an edit of one query would move the others' state to foreign operators. With these, an operator that an edit does not
 * touch keeps its state, and one that computes something else begins anew.
 */
public final class ContentUids {
    /** The planner numbers nodes and correlations through the whole plan: both change with a query beside this one. */
    private static final Pattern NODE_NUMBER = Pattern.compile("^\\[\\d+]:");

    private static final Pattern CORRELATION = Pattern.compile("\\$cor\\d+");

    private final Map<String, Integer> given = new HashMap<>();

    /**
     * What an operator computes, as a hash.
     *
     * @param description all that the planner says of it
     * @param types the types of its inputs and of its output
     * @param inputs the contents of its inputs, in their order
     */
    public static String content(String description, List<String> types, List<String> inputs) {
        String text = CORRELATION.matcher(withoutNumber(description)).replaceAll("\\$cor");
        return hash(text + "\n" + types + "\n" + inputs);
    }

    /**
     * The content of an operator whose state is of another form than the one that its description lets expect.
     *
     * @param content what it computes
     * @param form what is different; empty: nothing
     */
    public static String inForm(String content, List<String> form) {
        return form.isEmpty() ? content : hash(content + "\n" + form);
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** A description without the number that the planner gives a step within one plan. */
    public static String withoutNumber(String description) {
        return NODE_NUMBER.matcher(description).replaceFirst("");
    }

    /** The UID of the next operator of a content: of several that compute the same, each gets its own. */
    public String next(String content) {
        int number = given.merge(content, 1, Integer::sum);
        return number == 1 ? "sql-" + content : "sql-" + content + "-" + number;
    }

    /**
     * Whether an operator only picks columns of its input. The planner puts such a one above a source that several queries
     * read, and takes it away again when they use the same columns: it must not count as a part of what a query computes.
     *
     * @param description what the planner says of it
     * @param columns the names of its input's columns
     */
    public static boolean picksColumns(String description, List<String> columns) {
        String text = withoutNumber(description);
        String head = "Calc(select=[";
        String tail = "])";
        return text.startsWith(head)
                && text.endsWith(tail)
                && List.of(text.substring(head.length(), text.length() - tail.length())
                                .split(", "))
                        .stream()
                        .allMatch(columns::contains);
    }
}
