package dev.kafkaflink.job.plan;

import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.StartMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a step of the plan does, in a line that a person can read: the planner's own words, without the columns. */
public final class StepText {
    private static final int LONGEST = 200;

    private StepText() {}

    /**
     * The line.
     *
     * @param description what the planner says, such as {@code [4]:Rank(partitionBy=[a], select=[a, b])}
     */
    public static String of(String description) {
        String text = ContentUids.withoutNumber(description);
        int open = text.indexOf('(');
        String told = open < 0 || !text.endsWith(")")
                ? text
                : text.substring(0, open)
                        + parts(text.substring(open + 1, text.length() - 1)).stream()
                                .filter(part -> !part.startsWith("select=["))
                                .collect(Collectors.joining(", ", "(", ")"));
        return told.length() <= LONGEST ? told : told.substring(0, LONGEST - 4) + " ...";
    }

    /** The line of a source: what it reads, and from where if it has no state. */
    public static String of(Source source) {
        return "source %s of %s, %s"
                .formatted(source.name(), source.subscription().text(), beginning(source.startFrom()));
    }

    private static String beginning(StartFrom from) {
        return from == null ? StartMode.FROM_BEGINNING.name() : from.text();
    }

    /** What stands between the commas that are in no bracket. */
    public static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }
}
