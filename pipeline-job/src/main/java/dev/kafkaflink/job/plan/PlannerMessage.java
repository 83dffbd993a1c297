package dev.kafkaflink.job.plan;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a planner's exception says, for a person.
 *
 * @param line the line in the query, from 1; null if it names no place
 * @param column the column in that line, from 1; null if it names no place
 * @param text what is wrong and, where one is known, the remedy; on one line, without a full stop
 * @param missingTable the table that is not there, if that is what is wrong; otherwise null
 */
public record PlannerMessage(Integer line, Integer column, String text, String missingTable) {
    private static final Pattern PLACED = Pattern.compile(
            "(?s)(?:.*?\\. )?(?:From|At) line (\\d+), column (\\d+)(?: to line \\d+, column \\d+)?: (.*)");
    private static final Pattern ENCOUNTERED =
            Pattern.compile("(?s).*?Encountered \"(.*?)\" at line (\\d+), column (\\d+)\\.(.*)");
    private static final Pattern LEXICAL = Pattern.compile(
            "(?s).*?Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered: (.*?),? (?:\\(\\d+\\), )?after.*");
    private static final Pattern EXPECTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern MISSING_TABLE =
            Pattern.compile("(?s)(?:Object|Table) '(.*?)' not found.*|Cannot find table '(?:.*\\.)?`(.*?)`' in any.*");
    private static final Pattern MISSING_COLUMN =
            Pattern.compile("(?s)(?:Column|Unknown identifier) '([^']*)'(?: not found.*)?");
    private static final Pattern MISSING_FUNCTION =
            Pattern.compile("No match found for function signature ([^(]+)\\((.*)\\)");
    private static final Pattern UPDATES =
            Pattern.compile("(?s).*doesn't support consuming (?:update|delete|update and delete) changes"
                    + " which is produced by node (\\w+).*");
    private static final Pattern OTHER_KEY = Pattern.compile(
            "(?s).*upsert key that differs from the primary key of the sink.*Primary key: (\\[.*?]),.*");
    private static final int EXPECTED_LISTED = 12;
    // Flink's own remedy is a clause of INSERT, which is not the user's.
    private static final String NOT_BY_KEY =
            "the query may give several rows for one value of the sink's primaryKey %s, which would replace each other by chance;"
                    + " group by it, keep the newest row of each (ROW_NUMBER), or, if the rows of a source are one for each value"
                    + " of it, name it as the source's primaryKey";
    private static final String APPEND_ONLY =
            "the query takes back or changes rows that it has emitted before (%s), but without a primaryKey a sink only"
                    + " appends; set the sink's primaryKey to the columns that name a row, or aggregate within windows (TUMBLE,"
                    + " HOP, CUMULATE), deduplicate by the first row, or join within an interval of time";

    /**
     * The message of an exception and its causes.
     *
     * @param names what queries may use, for remedies
     */
    public static PlannerMessage of(Throwable thrown, Names names) {
        List<String> messages = Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .toList();
        return messages.stream()
                .flatMap(message -> placed(message, names).stream())
                .findFirst()
                .orElseGet(() -> unplaced(thrown, messages, names));
    }

    private static Optional<PlannerMessage> placed(String message, Names names) {
        Matcher encountered = ENCOUNTERED.matcher(message);
        if (encountered.matches()) {
            return Optional.of(unexpected(encountered, names));
        }
        Matcher lexical = LEXICAL.matcher(message);
        if (lexical.matches()) {
            return Optional.of(new PlannerMessage(
                    Integer.valueOf(lexical.group(1)),
                    Integer.valueOf(lexical.group(2)),
                    unreadable(lexical.group(3)),
                    null));
        }
        Matcher placed = PLACED.matcher(message);
        if (!placed.matches()) {
            return Optional.empty();
        }
        PlannerMessage at = described(placed.group(3), names);
        return Optional.of(new PlannerMessage(
                Integer.valueOf(placed.group(1)), Integer.valueOf(placed.group(2)), at.text, at.missingTable));
    }

    private static PlannerMessage unexpected(Matcher encountered, Names names) {
        int line = Math.max(1, Integer.parseInt(encountered.group(2)));
        int column = Math.max(1, Integer.parseInt(encountered.group(3)));
        String found = encountered.group(1).replace("\\'", "'").replace("\\\"", "\"");
        if (found.endsWith("<EOF>")) {
            return new PlannerMessage(line, column, "the query ends too early", null);
        }
        String word = found.split(" ")[0];
        // Where the parser would take a name and does not take this one, it is a reserved word.
        boolean nameExpected = encountered.group(4).contains("<IDENTIFIER>");
        String remedy = names.find(word)
                .filter(name -> nameExpected)
                .map(name -> "; it is a reserved word: write the column as `" + name + "`")
                .orElseGet(() -> quotation(word).orElseGet(() -> expected(encountered.group(4))));
        return new PlannerMessage(line, column, "unexpected '" + found + "'" + remedy, null);
    }

    private static String unreadable(String encountered) {
        return encountered.equals("<EOF>")
                ? "the query ends within a text, a name or a comment; close it"
                : "SQL has no " + encountered + " here";
    }

    private static Optional<String> quotation(String word) {
        return switch (word) {
            case "\"" -> Optional.of("; names are quoted with backticks, texts with '");
            case "'" -> Optional.of("; a text is not closed");
            default -> Optional.empty();
        };
    }

    /** What could stand there, if that is little enough to be of help. */
    private static String expected(String rest) {
        List<String> tokens =
                EXPECTED.matcher(rest).results().map(token -> token.group(1)).toList();
        return tokens.isEmpty() || tokens.size() > EXPECTED_LISTED
                ? ""
                : "; here may stand " + String.join(" ", tokens);
    }

    private static PlannerMessage unplaced(Throwable thrown, List<String> messages, Names names) {
        for (String message : messages) {
            Matcher updates = UPDATES.matcher(message);
            if (updates.matches()) {
                return new PlannerMessage(null, null, APPEND_ONLY.formatted(updates.group(1)), null);
            }
            Matcher otherKey = OTHER_KEY.matcher(message);
            if (otherKey.matches()) {
                return new PlannerMessage(null, null, NOT_BY_KEY.formatted(otherKey.group(1)), null);
            }
        }
        return messages.isEmpty()
                ? new PlannerMessage(null, null, "the planner failed with " + thrown, null)
                : described(messages.get(0), names);
    }

    private static PlannerMessage described(String message, Names names) {
        String text = oneLine(message);
        Matcher table = MISSING_TABLE.matcher(text);
        if (table.matches()) {
            String name = table.group(1) == null ? table.group(2) : table.group(1);
            return new PlannerMessage(null, null, "table '" + name + "' not found" + names.insteadOfTable(name), name);
        }
        Matcher column = MISSING_COLUMN.matcher(text);
        if (column.matches()) {
            String lower = text.startsWith("Column ") ? "column" + text.substring("Column".length()) : text;
            return new PlannerMessage(null, null, lower + names.insteadOfColumn(column.group(1)), null);
        }
        Matcher function = MISSING_FUNCTION.matcher(text);
        if (function.matches()) {
            return new PlannerMessage(null, null, names.noSuchFunction(function.group(1), function.group(2)), null);
        }
        if (text.startsWith("Unsupported SQL query!") || text.startsWith("only single statement")) {
            return new PlannerMessage(null, null, "a query is one SELECT, and nothing else", null);
        }
        return new PlannerMessage(null, null, text, null);
    }

    private static String oneLine(String message) {
        String text = message.replaceFirst("^SQL (?:validation|parse) failed\\. ", "")
                .replace("VARCHAR(2147483647)", "STRING")
                .replaceAll("\\s+", " ")
                .strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
