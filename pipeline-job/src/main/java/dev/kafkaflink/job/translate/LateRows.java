package dev.kafkaflink.job.translate;

/** What can become of rows that come behind the watermark of a step. */
public enum LateRows {
    /** It leaves none out. */
    NONE,
    /** It leaves them out and counts them; they can be kept. */
    KEPT,
    /** It leaves them out and counts them, whatever the pipeline says. */
    COUNTED
}
