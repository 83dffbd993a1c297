package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Set;

/** Options of the format DebeziumJson, all of them for reading. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DebeziumJsonOptions(
        @JsonPropertyDescription(
                        "What a DECIMAL that is a text holds. BySchema (default): what the record's schema says; in a record"
                                + " without one it is a dead letter, since digits and bytes cannot be told apart. String: digits, as"
                                + " the connector writes them with decimal.handling.mode=string.")
                Decimals decimals,
        @Min(20) @Max(1_000_000) @JsonPropertyDescription(
                        "The most characters of a number in a column of numbers, as that of the format Json. Default:"
                                + " 1000.")
                Integer maxNumberLength,
        @Min(1) @Max(1_000_000) @JsonPropertyDescription(
                        "The most objects and arrays within each other, as that of the format Json. Default: 100000.")
                Integer maxDepth) {
    /** The standard options. */
    public static final DebeziumJsonOptions DEFAULT = new DebeziumJsonOptions(null, null, null);

    private static final Set<String> ENVELOPE = Set.of("source", "op", "ts_ms", "ts_us", "ts_ns", "transaction");

    /** What a DECIMAL holds that is a text. */
    public enum Decimals {
        /** What the record's schema says. */
        BySchema,
        /** Digits. */
        String
    }

    /** Whether a column comes from what stands around the row, so that all events have it, those of a deletion too. */
    public static boolean isOfEnvelope(Column column) {
        return column.path() != null && ENVELOPE.contains(column.path().split("/", 3)[1]);
    }
}
