package dev.kafkaflink.job.format.json;

import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.JsonOptions;
import dev.kafkaflink.crds.table.JsonOptions.UnknownFields;
import java.io.Serializable;
import java.util.Objects;

/**
 * How records are read. What is beyond a limit is no row, and the message names the option to set.
 *
 * @param block the options' place in the definition, for messages
 * @param numberLength the most characters of a number in a column of numbers, since the time to read it grows with the
 *     square of its length; a field that is no column may hold any
 * @param depth the most objects and arrays within each other, since the parser keeps some 60 bytes for each
 * @param refusesUnknownFields whether an object with a field that is no column is no row
 * @param arrayRows the most objects of a record that is an array of them, each of which is a row; 0: a record is one object
 * @param daysAsDates whether a DATE may be a number, of days since 1970-01-01
 * @param digitsAsDecimals whether a DECIMAL may be a text, of digits
 */
public record JsonSettings(
        String block,
        int numberLength,
        int depth,
        boolean refusesUnknownFields,
        int arrayRows,
        boolean daysAsDates,
        boolean digitsAsDecimals)
        implements Serializable {
    /** Those of the format Json if nothing is said. */
    public static final JsonSettings DEFAULT = new JsonSettings("format.json", 1_000, 100_000, false, 0, false, false);

    private static final int DEFAULT_ARRAY_ROWS = 10_000;

    static JsonSettings of(Format format) {
        JsonOptions options = Objects.requireNonNullElse(format.json(), JsonOptions.DEFAULT);
        return new JsonSettings(
                DEFAULT.block,
                Objects.requireNonNullElse(options.maxNumberLength(), DEFAULT.numberLength),
                Objects.requireNonNullElse(options.maxDepth(), DEFAULT.depth),
                options.unknownFields() == UnknownFields.Reject,
                Boolean.TRUE.equals(options.arrayAsRows())
                        ? Objects.requireNonNullElse(options.maxRows(), DEFAULT_ARRAY_ROWS)
                        : 0,
                false,
                false);
    }

    /** The same, but a DECIMAL may be a text of digits. */
    public JsonSettings withDigitsAsDecimals() {
        return new JsonSettings(block, numberLength, depth, refusesUnknownFields, arrayRows, daysAsDates, true);
    }
}
