package dev.kafkaflink.operator.core.facts;

import java.util.List;
import java.util.regex.Pattern;

/** The line that says most, of the end of a process's log. */
final class LastWords {
    private static final Pattern FRAME = Pattern.compile("(?:at |\\.\\.\\. [0-9]+ (?:more|common frames)).*");
    private static final Pattern NAMES_A_CAUSE = Pattern.compile(".*(?:Exception|Error|Caused by|FATAL).*");
    private static final int LONGEST = 400;

    private LastWords() {}

    /** The last line that names a cause, else the last line that is no frame of a stack; empty: there is none. */
    static String of(String log) {
        List<String> lines = log.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !FRAME.matcher(line).matches())
                .toList();
        String told = lines.stream()
                .filter(line -> NAMES_A_CAUSE.matcher(line).matches())
                .reduce((one, later) -> later)
                .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
        String plain = told.replaceFirst("^Caused by: ", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + " ...";
    }
}
