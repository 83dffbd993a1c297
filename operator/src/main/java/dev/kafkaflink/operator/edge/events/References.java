package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.KafkaNames;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a pipeline refers to outside of its own namespace. */
public final class References {
    private References() {}

    /** The Strimzi Kafka that the pipeline names. */
    public static Optional<ResourceID> kafka(KafkaFlinkPipeline pipeline) {
        var spec = pipeline.getSpec();
        if (spec == null || spec.kafka() == null || spec.kafka().clusterRef() == null) {
            return Optional.empty();
        }
        var cluster = spec.kafka().clusterRef();
        String own = pipeline.getMetadata().getNamespace();
        return Optional.of(new ResourceID(cluster.name(), Objects.requireNonNullElse(cluster.namespace(), own)));
    }

    /** The address by which the pipeline names a Kafka, {@code HOST:PORT} separated by commas; empty: it names a resource. */
    public static Optional<String> address(KafkaFlinkPipeline pipeline) {
        var spec = pipeline.getSpec();
        return spec == null || spec.kafka() == null || spec.kafka().clusterRef() != null
                ? Optional.empty()
                : Optional.ofNullable(spec.kafka().bootstrapServers());
    }

    /** The names in Kafka of all topics that the pipeline owns, reads or writes, the dead letters' included. */
    public static Set<String> topics(KafkaFlinkPipeline pipeline) {
        PipelineSpec spec = pipeline.getSpec();
        if (spec == null) {
            return Set.of();
        }
        Set<String> topics = new TreeSet<>(spec.readTopics());
        topics.addAll(spec.writtenTopics());
        spec.topics().stream().map(TopicSpec::name).filter(Objects::nonNull).forEach(topics::add);
        KafkaNames.deadLetterTopic(spec.deadLetters(), pipeline.getMetadata().getName())
                .ifPresent(topics::add);
        return topics;
    }
}
