package dev.kafkaflink.job.format.csv;

import dev.kafkaflink.crds.table.CsvOptions;
import dev.kafkaflink.crds.table.CsvOptions.ExtraFields;
import dev.kafkaflink.crds.table.CsvOptions.MissingFields;
import dev.kafkaflink.crds.table.Format;
import java.io.Serializable;
import java.util.Objects;

/**
 * How lines look.
 *
 * @param header whether the first line of a record names its fields
 * @param nullLiteral what means NULL where it stands without quotes
 * @param missingAreNull whether a line may have too few fields
 * @param extraAreIgnored whether a line may have too many fields
 */
record CsvSettings(
        char delimiter, char quote, boolean header, String nullLiteral, boolean missingAreNull, boolean extraAreIgnored)
        implements Serializable {

    /**
     * The settings by a format's options.
     *
     * @throws IllegalArgumentException if a line could be read in two ways
     */
    static CsvSettings of(Format format) {
        CsvOptions options = Objects.requireNonNullElse(format.csv(), CsvOptions.DEFAULT);
        CsvSettings settings = new CsvSettings(
                one("csv.delimiter", options.delimiter(), ','),
                one("csv.quote", options.quote(), '"'),
                Boolean.TRUE.equals(options.header()),
                Objects.requireNonNullElse(options.nullLiteral(), ""),
                options.missingFields() == MissingFields.AsNull,
                options.extraFields() == ExtraFields.Ignore);
        if (settings.delimiter == settings.quote) {
            throw new IllegalArgumentException("csv.delimiter and csv.quote are one character; set one to another");
        }
        if (settings.needsQuotes(settings.nullLiteral)) {
            throw new IllegalArgumentException(
                    "csv.nullLiteral stands without quotes, so it can hold no delimiter, quote or"
                            + " line break; use another text");
        }
        return settings;
    }

    private static char one(String option, String given, char standard) {
        if (given == null) {
            return standard;
        }
        if (given.length() != 1 || isLineBreak(given.charAt(0)) || Character.isSurrogate(given.charAt(0))) {
            throw new IllegalArgumentException(
                    option + " is one character, and no line break; '" + given + "' is none");
        }
        return given.charAt(0);
    }

    static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    /** Whether a text can stand in a line only with quotes around it. */
    boolean needsQuotes(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == delimiter || c == quote || isLineBreak(c)) {
                return true;
            }
        }
        return false;
    }
}
