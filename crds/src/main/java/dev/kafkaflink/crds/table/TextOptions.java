package dev.kafkaflink.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** Options of the format Text, which is for sources. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TextOptions(
        @Required
                @Size(min = 1, max = 65536) @JsonPropertyDescription(
                        "What a line looks like, from its first character to its last: a regular expression (RE2) in which"
                                + " %{NAME} is a pattern of that name, such as NUMBER, IPORHOST or HTTPDATE. %{NAME:column} and"
                                + " (?<column>...) are the values of columns.")
                String pattern,
        @Size(max = 256) @JsonPropertyDescription(
                        "Patterns of your own, by name, for pattern and for each other; one that is named as a standard one takes"
                                + " its place.")
                Map<String, String> patterns,
        @Size(max = 512) @JsonPropertyDescription(
                        "How times are written that are not ISO 8601, by column, in the letters of Java's DateTimeFormatter, such"
                                + " as dd/MMM/yyyy:HH:mm:ss Z. Names of months and days are English ones.")
                Map<String, String> timeFormats,
        @Min(1) @Max(1_000_000_000) @JsonPropertyDescription(
                        "The most bytes of a line; a longer one is a dead letter. Default: 1048576 (1 MiB).")
                Integer maxLength) {

    public TextOptions {
        patterns = patterns == null ? Map.of() : Map.copyOf(patterns);
        timeFormats = timeFormats == null ? Map.of() : Map.copyOf(timeFormats);
    }

    /** One with the standard options. */
    public TextOptions(String pattern) {
        this(pattern, null, null, null);
    }
}
