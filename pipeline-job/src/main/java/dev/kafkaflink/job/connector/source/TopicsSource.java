package dev.kafkaflink.job.connector.source;

import dev.kafkaflink.crds.jobdef.FailAfter;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Flink's Kafka source, which begins with a state of other topics as well: those that it reads no more are forgotten, those that
 * are new to it begin as in a job without state, and all others go on where they are. Its state is that of Flink's source alone,
 * so that a {@link Gate} can be added and taken away.
 */
final class TopicsSource
        implements Source<Decoded, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<Decoded>,
                LineageVertexProvider {
    private static final long serialVersionUID = 1L;

    private final KafkaSource<Decoded> kafka;
    private final TopicFilter topics;
    private final String source;
    private final FailAfter limit;

    /**
     * A source.
     *
     * @param kafka reads the topics
     * @param topics which they are
     * @param source its name
     * @param limit of dead letters; null: none
     */
    TopicsSource(KafkaSource<Decoded> kafka, TopicFilter topics, String source, FailAfter limit) {
        this.kafka = kafka;
        this.topics = topics;
        this.source = source;
        this.limit = limit;
    }

    @Override
    public SourceReader<Decoded, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        // Before the decoder is opened, which looks for it.
        Gate gate = limit == null ? null : Gate.ofThisTask(source, limit);
        return new TopicsReader(kafka.createReader(context), topics, gate);
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return kafka.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) throws IOException {
        return kafka.restoreEnumerator(context, topics.of(state));
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return kafka.getProducedType();
    }

    @Override
    public LineageVertex getLineageVertex() {
        return kafka.getLineageVertex();
    }
}
