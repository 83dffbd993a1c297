package dev.kafkaflink.job.connector.sink;

import dev.kafkaflink.job.connector.CurrentRecord;
import dev.kafkaflink.job.connector.DeadLetterOutput;
import dev.kafkaflink.job.connector.TopicLimit;
import dev.kafkaflink.job.connector.Uids;
import dev.kafkaflink.job.deadletter.DeadLetter;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.job.format.json.LenientJson;
import dev.kafkaflink.job.metrics.SinkMetrics;
import java.util.Properties;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.apache.kafka.common.header.Header;

/**
 * Rows to records of a topic; in one of newest rows a deletion to a record without a value. A row that cannot be encoded, or
 * that the topic would refuse, becomes a dead letter. Both are counted, and the counts are part of the checkpoint.
 */
final class EncodeFunction extends ProcessFunction<RowData, Encoded> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;
    private static final Header[] NO_HEADERS = {};

    private final String sink;
    private final String topic;
    private final Properties client;
    private final RowType schema;
    private final RecordParts parts;
    private final RowTimes times;
    private final DeadLetterOutput deadLetters;
    private transient SinkMetrics metrics;
    private transient TopicLimit limit;
    private transient CurrentRecord current;

    /**
     * Encodes for one sink.
     *
     * @param schema the rows' columns
     * @param parts which columns become which part of a record
     */
    EncodeFunction(
            String sink,
            String topic,
            Properties client,
            RowType schema,
            RecordParts parts,
            RowTimes times,
            DeadLetterOutput deadLetters) {
        this.sink = sink;
        this.topic = topic;
        this.client = client;
        this.schema = schema;
        this.parts = parts;
        this.times = times;
        this.deadLetters = deadLetters;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        metrics = new SinkMetrics(getRuntimeContext(), context.getOperatorStateStore(), sink);
    }

    @Override
    public void close() {
        // Not made yet where the start has failed.
        if (metrics != null) {
            metrics.close();
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        metrics.snapshot();
    }

    @Override
    public void open(OpenContext context) throws Exception {
        current = CurrentRecord.ofThisTask();
        limit = TopicLimit.lookUp(client, topic);
        parts.open();
    }

    @Override
    public void processElement(RowData row, Context context, Collector<Encoded> out) {
        Encoding key = parts.keys() == null ? null : encode(parts.keys(), row);
        Encoding value = parts.upserts() && isGone(row.getRowKind()) ? Encoding.of(null) : encode(parts.values(), row);
        Encoded encoded = new Encoded(
                key == null ? null : key.bytes(), value.bytes(), parts.headersOf(row), parts.timestampOf(row));
        String rejection = rejection(key, value, encoded);
        if (rejection != null) {
            metrics.deadLettered(value.failed() || key != null && key.failed());
            deadLetters.emit(deadLetter(rejection, row, value, encoded), context);
            return;
        }
        measure(row, context);
        metrics.sent(encoded.length());
        out.collect(encoded);
    }

    /** The planner hands out the old row of an update only where the new one may have another key. */
    private static boolean isGone(RowKind kind) {
        return kind == RowKind.DELETE || kind == RowKind.UPDATE_BEFORE;
    }

    /** The job would fail over a row again with each restart. */
    static Encoding encode(RowEncoder encoder, RowData row) {
        try {
            return encoder.encode(row);
        } catch (RuntimeException | StackOverflowError e) {
            return Encoding.failed(e);
        }
    }

    private String rejection(Encoding key, Encoding value, Encoded encoded) {
        if (key != null && key.rejection() != null) {
            return key.rejection();
        }
        if (value.rejection() != null) {
            return value.rejection();
        }
        return limit.takes(encoded.key(), encoded.value(), encoded.headers().toArray(NO_HEADERS))
                ? null
                : "a record of " + encoded.length() + " bytes is larger than the " + limit.bytes() + " that topic '"
                        + topic + "' takes; raise its max.message.bytes";
    }

    /** The record that the row is made of; if it is made of several, the row: encoded, or what can be told of it. */
    private DeadLetter deadLetter(String rejection, RowData row, Encoding value, Encoded encoded) {
        String stage = Uids.sinkStage(sink);
        if (times.ofOneRecord() && current.isKnown()) {
            return current.deadLetter(stage, rejection);
        }
        byte[] kept = value.rejection() == null ? encoded.value() : LenientJson.write(row, schema);
        return DeadLetter.ofUnwritten(stage, rejection, topic, encoded.key(), kept);
    }

    private void measure(RowData row, Context context) {
        long now = context.timerService().currentProcessingTime();
        long timestamp = CurrentRecord.UNKNOWN;
        if (times.ofOneRecord()) {
            timestamp = current.timestamp();
            measureByKafkasTimestamp(now);
        }
        long eventTime = times.eventTimeOf(row, timestamp);
        if (eventTime != CurrentRecord.UNKNOWN) {
            metrics.eventTimeLatency(now - eventTime);
        }
    }

    private void measureByKafkasTimestamp(long now) {
        if (current.appendedAt() != CurrentRecord.UNKNOWN) {
            metrics.processingLatency(now - current.appendedAt());
        } else if (current.createdAt() != CurrentRecord.UNKNOWN) {
            metrics.createTimeLatency(now - current.createdAt());
        }
    }
}
