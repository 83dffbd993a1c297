package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Options of the format Csv. A sink takes those that say how a field looks. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "(has(self.delimiter) ? self.delimiter : ',') != (has(self.quote) ? self.quote : '\"')",
        message = "delimiter and quote are two different characters")
public record CsvOptions(
        @Size(min = 1, max = 1) @Pattern("^[^\\r\\n]$") @JsonPropertyDescription("The character between two fields, such as ; or \"\\t\". Default: a comma.")
                String delimiter,
        @Size(min = 1, max = 1) @Pattern("^[^\\r\\n]$") @JsonPropertyDescription(
                        "The character around a field that holds delimiters, line breaks or quotes; a quote in it is doubled."
                                + " Default: \".")
                String quote,
        @JsonPropertyDescription(
                        "Sources: true if the first line of each record names its fields. They may be in any order; fields that"
                                + " are no columns are passed over, and a column that is not named is NULL. False (default):"
                                + " the fields are the columns in their order.")
                Boolean header,
        @Size(max = 255) @JsonPropertyDescription(
                        "The text that means NULL where it stands without quotes, such as \\N. Default: the empty text.")
                String nullLiteral,
        @JsonPropertyDescription(
                        "Sources: what becomes of a line with fewer fields than there are columns, or names in the header. AsNull:"
                                + " the fields at its end are NULL. Reject (default): the record is a dead letter.")
                MissingFields missingFields,
        @JsonPropertyDescription(
                        "Sources: what becomes of a line with more fields than there are columns, or names in the header. Ignore:"
                                + " the fields at its end are passed over. Reject (default): the record is a dead letter.")
                ExtraFields extraFields) {
    /** The standard options. */
    public static final CsvOptions DEFAULT = new CsvOptions(null, null, null, null, null, null);

    /** What becomes of lines with too few fields. */
    public enum MissingFields {
        /** The fields that are not there are NULL. */
        AsNull,
        /** The record is no row. */
        Reject
    }

    /** What becomes of lines with too many fields. */
    public enum ExtraFields {
        /** They are passed over. */
        Ignore,
        /** The record is no row. */
        Reject
    }
}
