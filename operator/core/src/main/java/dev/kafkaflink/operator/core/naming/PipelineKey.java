package dev.kafkaflink.operator.core.naming;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import java.util.Comparator;

/** What identifies a pipeline in a cluster. */
public record PipelineKey(String namespace, String name) implements Comparable<PipelineKey> {
    private static final Comparator<PipelineKey> ORDER =
            Comparator.comparing(PipelineKey::namespace).thenComparing(PipelineKey::name);

    public static PipelineKey of(KafkaFlinkPipeline pipeline) {
        return new PipelineKey(
                pipeline.getMetadata().getNamespace(), pipeline.getMetadata().getName());
    }

    /**
     * The key that a text such as a job definition's {@code NAMESPACE/NAME} holds.
     *
     * @throws IllegalArgumentException if it has another shape
     */
    public static PipelineKey parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'%s' is not NAMESPACE/NAME".formatted(text));
        }
        return new PipelineKey(parts[0], parts[1]);
    }

    /** By namespace, and in it by name. */
    @Override
    public int compareTo(PipelineKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code NAMESPACE/NAME}. */
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
