package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where a job without state begins to read.
 *
 * @param position the kind of place
 * @param timestampMillis for {@link Position#Timestamp}: the first record appended at or after it, in milliseconds since
 *     the epoch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartFrom(Position position, Long timestampMillis) {

    /** The kinds of places. */
    public enum Position {
        /** The oldest record that Kafka still has. */
        Earliest,
        /** After the newest record. */
        Latest,
        /** The consumer group's committed offset; the oldest record where there is none. */
        Committed,
        /** The first record appended at or after a time. */
        Timestamp
    }
}
