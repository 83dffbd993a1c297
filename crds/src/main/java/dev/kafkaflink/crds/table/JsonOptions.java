package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Options of the format Json, all of them for reading. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JsonOptions(
        @Min(20) @Max(1_000_000) @JsonPropertyDescription(
                        "The most characters of a number in a column of numbers; a record with a longer one is"
                                + " a dead letter, since the time to read a number grows with the square of its length."
                                + " Default: 1000.")
                Integer maxNumberLength,
        @Min(1) @Max(1_000_000) @JsonPropertyDescription(
                        "The most objects and arrays within each other; a record that is deeper is a dead"
                                + " letter, since reading it takes memory. Default: 100000.")
                Integer maxDepth,
        @JsonPropertyDescription(
                        "What becomes of a record with a field that is no column, in a nested row too. Ignore (default): the"
                                + " field is passed over. Reject: the record is a dead letter.")
                UnknownFields unknownFields,
        @JsonPropertyDescription(
                        "True: a record may be an array of objects, each of which is a row; it is a dead letter as a whole if"
                                + " one of them is no row. False (default): a record is one object.")
                Boolean arrayAsRows,
        @Min(1) @Max(1_000_000) @JsonPropertyDescription(
                        "With arrayAsRows, the most rows of one record; one with more is a dead letter, since all of them are in"
                                + " memory at once. Default: 10000.")
                Integer maxRows) {
    /** The standard options. */
    public static final JsonOptions DEFAULT = new JsonOptions(null, null, null, null, null);

    /** What becomes of fields that are no columns. */
    public enum UnknownFields {
        /** They are passed over. */
        Ignore,
        /** The record is no row. */
        Reject
    }
}
