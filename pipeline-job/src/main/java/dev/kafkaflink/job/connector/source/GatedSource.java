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

/** Flink's Kafka source with a {@link Gate}. Its state is that of the source alone, so that a gate can be added and taken away. */
final class GatedSource
        implements Source<Decoded, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<Decoded> {
    private static final long serialVersionUID = 1L;

    private final KafkaSource<Decoded> kafka;
    private final String source;
    private final FailAfter limit;

    GatedSource(KafkaSource<Decoded> kafka, String source, FailAfter limit) {
        this.kafka = kafka;
        this.source = source;
        this.limit = limit;
    }

    @Override
    public SourceReader<Decoded, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        // Before the decoder is opened, which looks for it.
        Gate gate = Gate.ofThisTask(source, limit);
        return new GatedReader(kafka.createReader(context), gate);
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
        return kafka.restoreEnumerator(context, state);
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
}
