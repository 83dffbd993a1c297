package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.KafkaNames;
import dev.kafkaflink.crds.v1alpha1.KafkaSinkSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

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

    /** The names in Kafka of all topics that the pipeline owns, reads or writes, the dead letters' included. */
    public static Set<String> topics(KafkaFlinkPipeline pipeline) {
        PipelineSpec spec = pipeline.getSpec();
        if (spec == null) {
            return Set.of();
        }
        var deadLetters = KafkaNames.deadLetterTopic(
                spec.deadLetters(), pipeline.getMetadata().getName());
        var named = Stream.of(
                        spec.topics().stream().map(TopicSpec::name),
                        spec.sources().stream().map(SourceSpec::topic),
                        spec.sinks().stream()
                                .map(SinkSpec::kafka)
                                .filter(Objects::nonNull)
                                .map(KafkaSinkSpec::topic),
                        deadLetters.stream())
                .flatMap(names -> names)
                .filter(Objects::nonNull);
        return named.collect(TreeSet::new, Set::add, Set::addAll);
    }
}
