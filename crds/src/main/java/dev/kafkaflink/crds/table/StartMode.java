package dev.kafkaflink.crds.table;

/** Where a source without state begins to read; the names are those of Flink's FLIP-557. */
public enum StartMode {
    /** At the oldest record that Kafka still has. */
    FROM_BEGINNING,
    /** After the newest record. */
    FROM_NOW,
    /** At the first record whose timestamp is not before a time. */
    FROM_TIMESTAMP,
    /** Where the consumer group has committed an offset, there; else as {@link #FROM_BEGINNING}. */
    RESUME_OR_FROM_BEGINNING,
    /** Where the consumer group has committed an offset, there; else as {@link #FROM_NOW}. */
    RESUME_OR_FROM_NOW,
    /** Where the consumer group has committed an offset, there; else as {@link #FROM_TIMESTAMP}. */
    RESUME_OR_FROM_TIMESTAMP;

    /** Whether committed offsets come first. */
    public boolean resumes() {
        return name().startsWith("RESUME_OR_");
    }

    /** Whether a time is part of it. */
    public boolean hasTimestamp() {
        return name().endsWith("_TIMESTAMP");
    }
}
