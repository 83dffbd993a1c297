package dev.kafkaflink.job.connector;

/**
 * The time when Kafka appended the record that is on its way through a task. The planner's operators drop the timestamps of
 * records; but as long as nothing is shuffled, kept or joined, a sink's operator runs within the call of the source's, in the
 * same task and thread, and finds it here.
 */
public final class AppendTime {
    /** The value where no record came from a source within this task. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final ThreadLocal<AppendTime> OF_TASK = ThreadLocal.withInitial(AppendTime::new);

    private long millis = UNKNOWN;

    private AppendTime() {}

    /** That of the task whose thread calls; to be asked for when an operator is opened, not for each record. */
    public static AppendTime ofThisTask() {
        return OF_TASK.get();
    }

    /** Takes the time of the next record, in milliseconds since the epoch. */
    public void set(long appendedAt) {
        millis = appendedAt;
    }

    /** The time of the record on its way, in milliseconds since the epoch, or {@link #UNKNOWN}. */
    public long get() {
        return millis;
    }
}
