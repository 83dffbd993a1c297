package dev.kafkaflink.job.connector.source;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * A reader of the topics that are read now, whatever its state holds. It has nothing more to give once its gate is closed:
 * checkpoints go on, with the offsets as they are.
 */
@SuppressWarnings("try") // its close throws what Flink's does, and nobody closes it but Flink
final class TopicsReader implements SourceReader<Decoded, KafkaPartitionSplit> {
    private final SourceReader<Decoded, KafkaPartitionSplit> kafka;
    private final TopicFilter topics;
    /** Null: it never closes. */
    private final Gate gate;

    private final CompletableFuture<Void> never = new CompletableFuture<>();

    TopicsReader(SourceReader<Decoded, KafkaPartitionSplit> kafka, TopicFilter topics, Gate gate) {
        this.kafka = kafka;
        this.topics = topics;
        this.gate = gate;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
        return isClosed() ? InputStatus.NOTHING_AVAILABLE : kafka.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return isClosed() ? never : kafka.isAvailable();
    }

    private boolean isClosed() {
        return gate != null && gate.isClosed();
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpoint) {
        return kafka.snapshotState(checkpoint);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        kafka.addSplits(topics.of(splits));
    }

    @Override
    public void notifyNoMoreSplits() {
        kafka.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        kafka.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        kafka.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void notifyCheckpointAborted(long checkpoint) throws Exception {
        kafka.notifyCheckpointAborted(checkpoint);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
        kafka.pauseOrResumeSplits(pause, resume);
    }

    @Override
    public void close() throws Exception {
        kafka.close();
    }
}
