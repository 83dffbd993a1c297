package dev.kafkaflink.job.connector.source;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/** A reader that has nothing more to give once its gate is closed. Checkpoints go on, with the offsets as they are. */
@SuppressWarnings("try") // its close throws what Flink's does, and nobody closes it but Flink
final class GatedReader implements SourceReader<Decoded, KafkaPartitionSplit> {
    private final SourceReader<Decoded, KafkaPartitionSplit> kafka;
    private final Gate gate;
    private final CompletableFuture<Void> never = new CompletableFuture<>();

    GatedReader(SourceReader<Decoded, KafkaPartitionSplit> kafka, Gate gate) {
        this.kafka = kafka;
        this.gate = gate;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
        return gate.isClosed() ? InputStatus.NOTHING_AVAILABLE : kafka.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return gate.isClosed() ? never : kafka.isAvailable();
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
        kafka.addSplits(splits);
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
