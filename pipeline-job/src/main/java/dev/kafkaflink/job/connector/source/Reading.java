package dev.kafkaflink.job.connector.source;

/** How far a job reads its topics. It changes neither the plan nor a UID. */
public enum Reading {
    /** Whatever comes, for ever: what a pipeline does. */
    ENDLESS,
    /** To where each topic ends when the job begins: then event time comes to its end, and so does the job. */
    TO_PRESENT_END
}
