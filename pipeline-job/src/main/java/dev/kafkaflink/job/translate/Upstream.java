package dev.kafkaflink.job.translate;

import dev.kafkaflink.job.connector.source.RowsOperator;
import dev.kafkaflink.job.connector.source.SharedStreams;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.table.runtime.operators.CodeGenOperatorFactory;
import org.apache.flink.table.runtime.operators.sink.constraint.ConstraintEnforcer;
import org.apache.flink.table.runtime.operators.wmassigners.WatermarkAssignerOperatorFactory;

/** All transformations that a stream comes from. */
record Upstream(Collection<Transformation<?>> transformations) {
    private static final Set<Class<?>> AT_ONCE = Set.of(
            RowsOperator.class,
            ProcessOperator.class,
            StreamMap.class,
            StreamFlatMap.class,
            StreamFilter.class,
            ConstraintEnforcer.class);

    static Upstream of(Transformation<?> last) {
        return new Upstream(last.getTransitivePredecessors().stream()
                .map(t -> (Transformation<?>) t)
                .collect(Collectors.toSet()));
    }

    /**
     * Whether each row is made of one record, within one call: nothing is keyed, shuffled, united or joined, and nothing kept
     * for later or done by another thread, as asynchronous look-ups and batches of rows are.
     */
    boolean isOneCall() {
        return transformations.stream().allMatch(Upstream::isOneCall);
    }

    private static boolean isOneCall(Transformation<?> transformation) {
        if (transformation instanceof OneInputTransformation<?, ?> one) {
            return one.getStateKeySelector() == null && handsOnAtOnce(one.getOperatorFactory());
        }
        return transformation instanceof SourceTransformation || SharedStreams.isBranch(transformation);
    }

    /** What is not known to hand on its rows within the call for a row is taken to keep them. */
    private static boolean handsOnAtOnce(StreamOperatorFactory<?> factory) {
        return factory instanceof CodeGenOperatorFactory
                || factory instanceof WatermarkAssignerOperatorFactory
                || factory instanceof SimpleOperatorFactory<?> simple
                        && AT_ONCE.contains(simple.getStreamOperatorClass(Upstream.class.getClassLoader()));
    }

    /** The UIDs of the sources. */
    Set<String> sources() {
        return transformations.stream()
                .filter(SourceTransformation.class::isInstance)
                .map(Transformation::getUid)
                .collect(Collectors.toSet());
    }
}
