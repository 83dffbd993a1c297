package dev.kafkaflink.crds.jobdef;

/**
 * Names under which the job reports its metrics. A metric of an operator is found over Flink's REST interface as
 * {@code OPERATOR.kafkaflink.source.NAME.METRIC}, {@code OPERATOR.kafkaflink.sink.NAME.METRIC} or
 * {@code OPERATOR.kafkaflink.deadLetters.METRIC}, and those of the queries' steps as {@code OPERATOR.kafkaflink.queries.METRIC}.
 *
 * <p>Counts of records and bytes are totals: they are part of the job's checkpoint and go on from it, so that a record that
 * is processed again after a restart counts once. Latencies are counted since the attempt began. All but the gauges add up
 * across subtasks.
 */
public final class JobMetrics {
    /** The group of all our metrics. */
    public static final String GROUP = "kafkaflink";
    /** Below {@link #GROUP}: a source, followed by its name. */
    public static final String SOURCE = "source";
    /** Below {@link #GROUP}: a sink, followed by its name. */
    public static final String SINK = "sink";
    /** Below {@link #GROUP}: the steps of all queries. */
    public static final String QUERIES = "queries";
    /** Below {@link #GROUP}: the dead-letter output. */
    public static final String DEAD_LETTERS = "deadLetters";

    /**
     * Source, sink, queries, dead letters: a gauge, a positive number that marks the job in which the totals began at zero, the same in
     * all subtasks. While it stays, totals are those of before and what came after; a fall of them is undone by what is
     * processed again.
     */
    public static final String TOTALS_BEGUN_IN = "totalsBegunIn";

    /** Source: records read from Kafka, bad ones included. */
    public static final String RECORDS_IN = "recordsIn";
    /** Source: bytes of their keys and values. */
    public static final String BYTES_IN = "bytesIn";
    /**
     * Source: a gauge, Kafka's timestamp of the newest record read by the subtask, in milliseconds since the epoch;
     * absent before the first.
     */
    public static final String NEWEST_TIMESTAMP = "newestTimestamp";
    /**
     * Source with event time: a gauge, the watermark of the subtask in milliseconds since the epoch, or {@link #NO_WATERMARK},
     * or {@link #HOLDS_NOTHING_BACK}. The source's is the least of its subtasks'.
     */
    public static final String WATERMARK = "watermark";
    /** A watermark: there is none yet. */
    public static final long NO_WATERMARK = Long.MIN_VALUE;
    /** A watermark: the subtask is idle, or has come to its end. */
    public static final long HOLDS_NOTHING_BACK = Long.MAX_VALUE;
    /** Source, sink, queries: records and rows that could not be processed there, whatever the policy did with them. */
    public static final String DEAD_LETTERED = "deadLettered";
    /**
     * Source, sink: records and rows over which the decoder or encoder failed with an exception, which is a defect of the
     * job. They are dead letters and counted in {@link #DEAD_LETTERED}, too.
     */
    public static final String CODEC_FAILURES = "codecFailures";
    /**
     * Source: a gauge, how many of its subtasks have stopped, since too many records were dead letters; absent where it never
     * stops.
     */
    public static final String STOPPED = "stopped";
    /** Source: a gauge, why the subtask has stopped, as text; empty: it has not. */
    public static final String STOPPED_BECAUSE = "stoppedBecause";
    /** Sink: records handed to Kafka's producer. */
    public static final String RECORDS_SENT = "recordsSent";
    /** Sink: bytes of their keys and values. */
    public static final String BYTES_SENT = "bytesSent";
    /**
     * Sink, dead letters: records that Kafka has for good, counted with each checkpoint: exactly once, those whose transaction
     * is committed; at least once, those that Kafka had acknowledged when the checkpoint was taken.
     */
    public static final String RECORDS_ACKNOWLEDGED = "recordsAcknowledged";
    /** Sink, dead letters: records whose transaction Kafka aborted before it was committed: they are in no topic. */
    public static final String RECORDS_LOST = "recordsLost";
    /**
     * Sink: group of counters, one for each {@linkplain LatencyBuckets bucket} in use, of records by processing time at
     * the sink minus event time.
     */
    public static final String EVENT_TIME_LATENCY = "eventTimeLatency";
    /**
     * Sink: group of counters, one for each {@linkplain LatencyBuckets bucket} in use, of records by processing time at
     * the sink minus the time when Kafka appended the input record, which only a topic with LogAppendTime tells. Absent
     * for rows that a window, join, union or other operator handed on from several inputs or records.
     */
    public static final String PROCESSING_LATENCY = "processingLatency";
    /**
     * Sink: group of counters, one for each {@linkplain LatencyBuckets bucket} in use, of records by processing time at
     * the sink minus the time that the producer gave the input record, from a topic with CreateTime. Absent where
     * {@link #PROCESSING_LATENCY} would be.
     */
    public static final String CREATE_TIME_LATENCY = "createTimeLatency";

    private JobMetrics() {}
}
