package dev.kafkaflink.job.connector;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
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
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Flink's Kafka sink, counting what Kafka has acknowledged and committed, and what it has lost; the sink's own metrics count
 * what is sent.
 *
 * <pre>
 * writer      counts what Kafka acknowledges up to a checkpoint, and hands the count on with the transaction
 * committer   commits the transaction once the checkpoint is complete, and marks it if Kafka has given it up
 * committed   adds the counts up; its sums are part of the next checkpoint, as the transaction is no more
 * </pre>
 *
 * A job that goes on from a checkpoint commits its transactions again, and adds them to the sums of that checkpoint again:
 * each record counts once.
 *
 * @param <T> records
 * @param <S> the writer's state
 * @param <C> a transaction
 */
public final class CountingSink<T, S, C>
        implements Sink<T>,
                SupportsWriterState<T, S>,
                SupportsCommitter<CountedCommittable<C>>,
                SupportsPostCommitTopology<CountedCommittable<C>> {
    private static final long serialVersionUID = 1L;

    private final TwoPhaseCommittingStatefulSink<T, S, C> kafka;
    private final InTask<? extends TwoPhaseCommittingStatefulSink<T, S, C>> inTask;
    private final String sink;

    /** Makes the sink anew in the task that writes, where Kafka can be asked what its producers need. */
    interface InTask<K extends TwoPhaseCommittingStatefulSink<?, ?, ?>> extends Serializable {
        /**
         * The sink that the task's writer is of.
         *
         * @throws IOException if Kafka cannot be reached
         */
        K make() throws IOException, InterruptedException;
    }

    /**
     * Counts for a sink.
     *
     * @param kafka for everything but writing
     * @param inTask for writing
     * @param sink its name; null: the dead letters' output
     */
    <K extends TwoPhaseCommittingStatefulSink<T, S, C>> CountingSink(K kafka, InTask<K> inTask, String sink) {
        this.kafka = kafka;
        this.inTask = inTask;
        this.sink = sink;
    }

    @Override
    public Writer<T, S, C> createWriter(WriterInitContext context) throws IOException {
        WrittenRecords written = new WrittenRecords();
        return new Writer<>(forWriting().createWriter(new Acknowledgements(context, written)), written);
    }

    @Override
    public Writer<T, S, C> restoreWriter(WriterInitContext context, Collection<S> state) throws IOException {
        WrittenRecords written = new WrittenRecords();
        return new Writer<>(forWriting().restoreWriter(new Acknowledgements(context, written), state), written);
    }

    private TwoPhaseCommittingStatefulSink<T, S, C> forWriting() throws IOException {
        try {
            return inTask.make();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was cancelled while it asked Kafka for a topic's limit");
        }
    }

    @Override
    public SimpleVersionedSerializer<S> getWriterStateSerializer() {
        return kafka.getWriterStateSerializer();
    }

    @Override
    public Committer<CountedCommittable<C>> createCommitter(CommitterInitContext context) throws IOException {
        return new CountingCommitter<>(kafka.createCommitter(context));
    }

    @Override
    public SimpleVersionedSerializer<CountedCommittable<C>> getCommittableSerializer() {
        return new CountedCommittableSerializer<>(kafka.getCommittableSerializer());
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<CountedCommittable<C>>> committed) {
        keepTogether(committed);
        committed
                .process(new CommittedFunction<>(sink), Types.VOID)
                .name(Uids.COMMITTED)
                .uid(Uids.COMMITTED);
    }

    /**
     * Has Kafka's sink place its writer and its committer in the same processes: the committer gives the producers of committed
     * transactions back to the writer there. It looks at the steps of the stream, and at no committable.
     */
    @SuppressWarnings("unchecked")
    private void keepTogether(DataStream<CommittableMessage<CountedCommittable<C>>> committed) {
        if (kafka instanceof SupportsPostCommitTopology<?>) {
            ((SupportsPostCommitTopology<Object>) kafka)
                    .addPostCommitTopology((DataStream<CommittableMessage<Object>>) (DataStream<?>) committed);
        }
    }

    /** Kafka's writer, whose transactions carry what was written in them. */
    @SuppressWarnings("try") // close() throws what the interface lets it throw, InterruptedException included
    static final class Writer<T, S, C>
            implements StatefulSinkWriter<T, S>, CommittingSinkWriter<T, CountedCommittable<C>> {
        private final TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<T, S, C> kafka;
        private final WrittenRecords written;

        Writer(TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter<T, S, C> kafka, WrittenRecords written) {
            this.kafka = kafka;
            this.written = written;
        }

        @Override
        public void write(T record, Context context) throws IOException, InterruptedException {
            kafka.write(record, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            kafka.flush(endOfInput);
        }

        // Flink has flushed just before: all that was written is acknowledged.
        @Override
        public Collection<CountedCommittable<C>> prepareCommit() throws IOException, InterruptedException {
            List<C> transactions = new ArrayList<>(kafka.prepareCommit());
            List<WrittenRange> ranges = written.take();
            if (transactions.isEmpty() && !ranges.isEmpty()) {
                // At least once: there is no transaction, and still something to count.
                transactions.add(null);
            }
            List<CountedCommittable<C>> counted = new ArrayList<>();
            for (C transaction : transactions) {
                counted.add(new CountedCommittable<>(transaction, counted.isEmpty() ? ranges : List.of(), false));
            }
            return counted;
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
    private record Acknowledgements(WriterInitContext task, WrittenRecords written) implements WriterInitContext {
        @Override
        public <M> Optional<Consumer<M>> metadataConsumer() {
            return Optional.of(this::count);
        }

        /** The writer reports failures, too, with metadata that has no offset. */
        private void count(Object metadata) {
            if (metadata instanceof RecordMetadata record && record.hasOffset()) {
                written.add(record);
            }
        }

        @Override
        public OptionalLong getRestoredCheckpointId() {
            return task.getRestoredCheckpointId();
        }

        @Override
        public JobInfo getJobInfo() {
            return task.getJobInfo();
        }

        @Override
        public TaskInfo getTaskInfo() {
            return task.getTaskInfo();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return task.getUserCodeClassLoader();
        }

        @Override
        public MailboxExecutor getMailboxExecutor() {
            return task.getMailboxExecutor();
        }

        @Override
        public ProcessingTimeService getProcessingTimeService() {
            return task.getProcessingTimeService();
        }

        @Override
        public SinkWriterMetricGroup metricGroup() {
            return task.metricGroup();
        }

        @Override
        public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
            return task.asSerializationSchemaInitializationContext();
        }

        @Override
        public boolean isObjectReuseEnabled() {
            return task.isObjectReuseEnabled();
        }

        @Override
        public <I> TypeSerializer<I> createInputSerializer() {
            return task.createInputSerializer();
        }
    }
}
