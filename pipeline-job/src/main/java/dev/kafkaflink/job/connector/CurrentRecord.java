package dev.kafkaflink.job.connector;

import dev.kafkaflink.job.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;

/**
 * The Kafka record that is being worked on in a task. The planner's operators hand on rows alone; but as long as nothing is
 * shuffled, kept, joined or done asynchronously, a sink's operator runs within the call of the source's, in the same task and
 * thread, and finds here the record that its row is made of.
 */
public final class CurrentRecord {
    /** The time of no record, or of one that has none. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final ThreadLocal<CurrentRecord> OF_TASK = ThreadLocal.withInitial(CurrentRecord::new);

    private ConsumerRecord<byte[], byte[]> record;

    private CurrentRecord() {}

    /** That of the task whose thread calls; to be asked for when an operator is opened, not for each record. */
    public static CurrentRecord ofThisTask() {
        return OF_TASK.get();
    }

    /** Takes the record that the source hands on next. */
    public void begin(ConsumerRecord<byte[], byte[]> next) {
        record = next;
    }

    /** The record is done with: what comes without a call of the source is made of none. */
    public void end() {
        record = null;
    }

    /** Whether there is a record. */
    public boolean isKnown() {
        return record != null;
    }

    /** Kafka's timestamp of the record, whoever set it, in milliseconds since the epoch, or {@link #UNKNOWN}. */
    public long timestamp() {
        return record == null || record.timestamp() == ConsumerRecord.NO_TIMESTAMP ? UNKNOWN : record.timestamp();
    }

    /** The time when Kafka appended the record, or {@link #UNKNOWN}: only a topic with LogAppendTime tells it. */
    public long appendedAt() {
        return timestamp(TimestampType.LOG_APPEND_TIME);
    }

    /** The time that the producer gave the record, in a topic with CreateTime, or {@link #UNKNOWN}. */
    public long createdAt() {
        return timestamp(TimestampType.CREATE_TIME);
    }

    private long timestamp(TimestampType type) {
        return record != null && record.timestampType() == type ? timestamp() : UNKNOWN;
    }

    /**
     * The record as a dead letter.
     *
     * @param stage where it could not be processed
     * @param error why
     */
    public DeadLetter deadLetter(String stage, String error) {
        List<DeadLetter.Header> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new DeadLetter.Header(header.key(), header.value()));
        }
        return new DeadLetter(
                stage,
                error,
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }
}
