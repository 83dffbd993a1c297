package dev.kafkaflink.job.connector.source;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.table.data.RowData;

/**
 * The streams of sources that several plans of one job read. A plan sets the type of what it reads, which can be done once, and
 * so each has a branch of its own, which does nothing.
 */
public final class SharedStreams {
    private final Map<String, DataStream<RowData>> streams = new HashMap<>();

    /** A branch of a source's stream. */
    DataStream<RowData> branch(String source, Supplier<DataStream<RowData>> make) {
        DataStream<RowData> stream = streams.computeIfAbsent(source, name -> make.get());
        return new DataStream<>(
                stream.getExecutionEnvironment(),
                new PartitionTransformation<>(stream.getTransformation(), new ForwardPartitioner<>()));
    }

    /** Whether a transformation is such a branch. */
    public static boolean isBranch(Transformation<?> transformation) {
        return transformation instanceof PartitionTransformation<?> partition
                && partition.getPartitioner() instanceof ForwardPartitioner;
    }
}
