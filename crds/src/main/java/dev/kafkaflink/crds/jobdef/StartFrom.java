package dev.kafkaflink.crds.jobdef;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kafkaflink.crds.table.StartMode;
import java.time.Instant;

/**
 * Where a job without state begins to read.
 *
 * @param position the kind of place
 * @param timestampMillis for {@link Position#Timestamp}: the first record appended at or after it, in milliseconds since
 *     the epoch
 * @param resume whether the consumer group's committed offsets come first, where there are some; absent: no
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StartFrom(Position position, Long timestampMillis, Boolean resume) {

    /** One that does not look at committed offsets. */
    public StartFrom(Position position, Long timestampMillis) {
        this(position, timestampMillis, null);
    }

    /** What a mode says. */
    public static StartFrom of(StartMode mode, Long timestampMillis) {
        Position position =
                switch (mode) {
                    case FROM_BEGINNING, RESUME_OR_FROM_BEGINNING -> Position.Earliest;
                    case FROM_NOW, RESUME_OR_FROM_NOW -> Position.Latest;
                    case FROM_TIMESTAMP, RESUME_OR_FROM_TIMESTAMP -> Position.Timestamp;
                };
        return new StartFrom(
                position, position == Position.Timestamp ? timestampMillis : null, mode.resumes() ? true : null);
    }

    /** The mode, with its time, for a person. */
    @JsonIgnore
    public String text() {
        String from =
                switch (position) {
                    case Earliest -> "FROM_BEGINNING";
                    case Latest -> "FROM_NOW";
                    case Timestamp -> "FROM_TIMESTAMP " + Instant.ofEpochMilli(timestampMillis);
                };
        return Boolean.TRUE.equals(resume) ? "RESUME_OR_" + from : from;
    }

    /** The kinds of places. */
    public enum Position {
        /** The oldest record that Kafka still has. */
        Earliest,
        /** After the newest record. */
        Latest,
        /** The first record appended at or after a time. */
        Timestamp
    }
}
