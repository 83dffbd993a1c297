package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Where a source ends.
 *
 * @param timestampMillis before the first record of each partition appended at or after it, in milliseconds since the epoch;
 *     absent: at what is the end of each partition when a job without state begins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Until(Long timestampMillis) {
    /** What a specification calls the present end. */
    public static final String NOW = "NOW";

    /** For a person. */
    @JsonIgnore
    public String text() {
        return timestampMillis == null
                ? NOW
                : Instant.ofEpochMilli(timestampMillis).toString();
    }
}
