package dev.kafkaflink.job.plan;

import java.util.regex.Pattern;

/**
 * What a planner's exception says, for a person.
 *
 * @param line the line in the query, from 1; null if it names no place
 * @param column the column in that line, from 1; null if it names no place
 * @param text what is wrong, on one line
 */
public record PlannerMessage(Integer line, Integer column, String text) {
    private static final Pattern RANGE =
            Pattern.compile("(?s).*?[Ff]rom line (\\d+), column (\\d+) to line \\d+, column \\d+: (.*)");
    private static final Pattern PLACE = Pattern.compile("(?s).*?[Aa]t line (\\d+), column (\\d+): (.*)");
    private static final Pattern ENCOUNTERED =
            Pattern.compile("(?s).*?Encountered \"(.*?)\" at line (\\d+), column (\\d+).*");
    private static final Pattern END = Pattern.compile("(?s).*?Encountered \"<EOF>\" at line (\\d+), column (\\d+).*");

    /** The message of an exception and its causes, innermost last; the first one that names a place is the one that counts. */
    public static PlannerMessage of(Throwable thrown) {
        String first = null;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t.getMessage() == null) {
                continue;
            }
            PlannerMessage placed = placed(t.getMessage());
            if (placed != null) {
                return placed;
            }
            if (first == null) {
                first = t.getMessage();
            }
        }
        return new PlannerMessage(null, null, first == null ? thrown.getClass().getSimpleName() : shorten(first));
    }

    private static PlannerMessage placed(String message) {
        return null;
    }

    private static String shorten(String text) {
        return text;
    }
}
