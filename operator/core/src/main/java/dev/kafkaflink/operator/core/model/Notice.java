package dev.kafkaflink.operator.core.model;

/**
 * Something that a person should hear of although the pipeline is as it should be.
 *
 * @param kind the reason of the Event that tells it
 * @param message fact and remedy for a person
 */
public record Notice(Kind kind, String message) {

    /** What there is to tell. */
    public enum Kind {
        /** For the first time, rows came behind the watermark and were left out. Raise outOfOrderness, or keep them by late: Route. */
        LateRecords,
        /** A decoder or encoder failed with an exception, a defect of kafkaflink. The dead letter has the record and the stack. */
        CodecFailed,
        /** Sources are behind in event time, and others wait for them. The condition of this name says what to do. */
        EventTimeHeldBack,
        /** Kafka aborted transactions before they were committed: their records are lost. Feed their input again if it matters. */
        OutputLost,
        /** An edit changed what steps compute that keep state: they begin from empty state. status.job.lastEdit keeps it. */
        StateBegunAnew,
        /** State of a join or an aggregation grows with each new key and is never forgotten. Set stateTtl, or use windows. */
        StateGrows,
        /** A registry has a newer schema of a source that lists no columns, with other ones. Its schemaVersion takes it. */
        NewerSchema,
        /** A topic with deletionPolicy Delete stays: others use it, or it is not known that the pipeline made it. */
        TopicStays,
        /** The job manager ended and was started again; the job went on from its last checkpoint. See its pod's log. */
        JobManagerRestarted,
        /** An edit took out sinks or steps that keep state, which is dropped. status.job.lastEdit keeps it. */
        StateDropped
    }
}
