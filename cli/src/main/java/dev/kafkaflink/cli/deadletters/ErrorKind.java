package dev.kafkaflink.cli.deadletters;

import java.util.regex.Pattern;

/** What errors have in common that differ only in a number or in a piece of the record. */
final class ErrorKind {
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern NUMBER =
            Pattern.compile("(?<![A-Za-z_0-9])[-+]?[0-9]+(?:[.,:][0-9]+)*(?:[eE][-+]?[0-9]+)?");
    private static final Pattern TIME =
            Pattern.compile("[-+]?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?Z?");
    private static final Pattern ELEMENT = Pattern.compile("\\[[0-9]+]");

    private ErrorKind() {}

    /** The first line of an error, with {@code N} for each number or time and {@code '...'} for each quoted text. */
    static String of(String error) {
        String line = error.lines().findFirst().orElse("");
        String elements = ELEMENT.matcher(line).replaceAll("[N]");
        String texts = QUOTED.matcher(elements).replaceAll("'...'");
        String times = TIME.matcher(texts).replaceAll("N");
        return NUMBER.matcher(times).replaceAll("N");
    }
}
