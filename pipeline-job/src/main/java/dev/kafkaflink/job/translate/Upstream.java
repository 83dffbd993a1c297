package dev.kafkaflink.job.translate;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;

/** All transformations that a stream comes from. */
record Upstream(Collection<Transformation<?>> transformations) {
    static Upstream of(Transformation<?> last) {
        return new Upstream(last.getTransitivePredecessors().stream()
                .map(t -> (Transformation<?>) t)
                .collect(Collectors.toSet()));
    }

    /**
     * Whether each row is made of one record, within one call: nothing is keyed, shuffled, united or joined.
     */
    boolean isStateless() {
        return transformations.stream().allMatch(Upstream::isStateless);
    }

    private static boolean isStateless(Transformation<?> transformation) {
        if (transformation instanceof OneInputTransformation<?, ?> one) {
            return one.getStateKeySelector() == null;
        }
        return transformation instanceof SourceTransformation;
    }

    /** The UIDs of the sources. */
    Set<String> sources() {
        return transformations.stream()
                .filter(SourceTransformation.class::isInstance)
                .map(Transformation::getUid)
                .collect(Collectors.toSet());
    }
}
