package dev.kafkaflink.job.connector;

import dev.kafkaflink.job.metrics.SentMetrics;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Flink's Kafka sink, counting what is sent and what Kafka has acknowledged; its own metrics count only the former.
 *
 * @param <T> records
 * @param <S> the writer's state
 * @param <C> what a checkpoint commits
 */
@SuppressWarnings("deprecation") // Kafka's connector still implements the sink interfaces of Flink before 1.19
public final class CountingSink<T, S, C> implements Sink<T>, SupportsWriterState<T, S>, SupportsCommitter<C> {
    private static final long serialVersionUID = 1L;

    private final TwoPhaseCommittingStatefulSink<T, S, C> kafka;
    private final SentRecords<T> records;

    public CountingSink(TwoPhaseCommittingStatefulSink<T, S, C> kafka, SentRecords<T> records) {
        this.kafka = kafka;
        this.records = records;
    }

    @Override
    public Writer<T, S, C> createWriter(WriterInitContext context) throws IOException {
        SentMetrics metrics = records.register(context.metricGroup());
        return new Writer<>(kafka.createWriter(new Acknowledgements(context, metrics)), records, metrics);
    }

    @Override
    public Writer<T, S, C> createWriter(InitContext context) {
        throw new UnsupportedOperationException("Flink calls createWriter(WriterInitContext)");
    }

    @Override
    public Writer<T, S, C> restoreWriter(WriterInitContext context, Collection<S> state) throws IOException {
        SentMetrics metrics = records.register(context.metricGroup());
        return new Writer<>(kafka.restoreWriter(new Acknowledgements(context, metrics), state), records, metrics);
    }

    @Override
    public SimpleVersionedSerializer<S> getWriterStateSerializer() {
        return kafka.getWriterStateSerializer();
    }

    @Override
    public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
        return kafka.createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<C> getCommittableSerializer() {
        return kafka.getCommittableSerializer();
    }

    /** Kafka's writer, which counts what it is given. */
    @SuppressWarnings("try") // close() throws what the interface lets it throw, InterruptedException included
    static final class Writer<T, S, C> implements StatefulSinkWriter<T, S>, CommittingSinkWriter<T, C> {
        private final TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<T, S, C> kafka;
        private final SentRecords<T> records;
        private final SentMetrics metrics;

        Writer(
                TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<T, S, C> kafka,
                SentRecords<T> records,
                SentMetrics metrics) {
            this.kafka = kafka;
            this.records = records;
            this.metrics = metrics;
        }

        @Override
        public void write(T record, Context context) throws IOException, InterruptedException {
            kafka.write(record, context);
            metrics.sent(records.length(record));
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            kafka.flush(endOfInput);
        }

        @Override
        public Collection<C> prepareCommit() throws IOException, InterruptedException {
            return kafka.prepareCommit();
        }

        @Override
        public List<S> snapshotState(long checkpointId) throws IOException {
            return kafka.snapshotState(checkpointId);
        }

        @Override
        public void close() throws Exception {
            kafka.close();
        }
    }

    /** The writer's context, which is told of each acknowledgement. */
    private static final class Acknowledgements extends InitContextWrapper {
        private final SentMetrics metrics;

        Acknowledgements(WriterInitContext context, SentMetrics metrics) {
            super(context);
            this.metrics = metrics;
        }

        @Override
        public <M> Optional<Consumer<M>> metadataConsumer() {
            return Optional.of(this::count);
        }

        /** The writer reports failures, too, with metadata that has no offset. */
        private void count(Object metadata) {
            if (metadata instanceof RecordMetadata written && written.hasOffset()) {
                metrics.acknowledged();
            }
        }
    }
}
