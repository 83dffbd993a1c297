package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.crds.v1alpha1.KafkaNames;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A topic that a pipeline owns.
 *
 * @param path its place in the specification
 * @param spec how it is to be
 * @param resource the name of its KafkaTopic
 */
public record OwnedTopic(String path, TopicSpec spec, String resource) {
    /** Room for a record of 16 MiB with what Kafka and the reason of its rejection add to it. */
    private static final int DEAD_LETTER_BYTES = 17 * 1024 * 1024;

    /** The pipeline, as the labels of its topics name it. */
    public static PipelineKey owner(Observed observed) {
        return PipelineKey.of(observed.pipeline());
    }

    /**
     * The topics that the pipeline owns: those it lists, and on a Strimzi cluster the dead-letter topic, unless somebody
     * else has a KafkaTopic for it already.
     */
    public static List<OwnedTopic> of(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        if (spec == null || spec.kafka() == null || spec.kafka().clusterRef() == null) {
            return List.of();
        }
        List<OwnedTopic> topics = new ArrayList<>();
        for (int i = 0; i < spec.topics().size(); i++) {
            TopicSpec topic = spec.topics().get(i);
            topics.add(new OwnedTopic("spec.topics[" + i + "]", topic, Names.kafkaTopic(topic.name())));
        }
        deadLetterTopic(observed)
                .filter(name ->
                        topics.stream().noneMatch(topic -> topic.spec().name().equals(name)))
                .map(OwnedTopic::deadLetters)
                .filter(topic -> topic.stranger(observed).isEmpty())
                .ifPresent(topics::add);
        return List.copyOf(topics);
    }

    // One partition keeps dead letters in their order. They are kept for ever: a record is not to vanish in silence.
    private static OwnedTopic deadLetters(String name) {
        Map<String, String> config =
                Map.of("max.message.bytes", String.valueOf(DEAD_LETTER_BYTES), "retention.ms", "-1");
        return new OwnedTopic(
                "spec.deadLetters.topic", new TopicSpec(name, 1, null, config, null), Names.kafkaTopic(name));
    }

    /** The topic that dead letters go to; empty where none are written. */
    public static Optional<String> deadLetterTopic(Observed observed) {
        return KafkaNames.deadLetterTopic(
                observed.pipeline().getSpec().deadLetters(),
                observed.pipeline().getMetadata().getName());
    }

    /**
     * The KafkaTopic of another pipeline that stands for the dead-letter topic; empty: there is none. One that its pipeline has
     * left behind, by going or by an edit, is a topic like any other that exists.
     */
    public static Optional<TopicFacts> deadLettersOfOthers(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        if (spec.kafka() == null || spec.kafka().clusterRef() == null) {
            return Optional.empty();
        }
        return deadLetterTopic(observed)
                .map(OwnedTopic::deadLetters)
                .flatMap(topic -> topic.stranger(observed))
                .filter(stranger ->
                        observed.neighbours().stream().anyMatch(neighbour -> stranger.belongsTo(neighbour.pipeline())));
    }

    /** Its KafkaTopic, if it is there and the pipeline's. */
    public Optional<TopicFacts> found(Observed observed) {
        return observed.topics().stream()
                .filter(topic -> topic.name().equals(resource) && topic.belongsTo(owner(observed)))
                .findFirst();
    }

    /** Whether it is to be deleted with the pipeline. */
    public boolean goesWithPipeline() {
        return spec.deletionPolicy() == TopicSpec.DeletionPolicy.Delete;
    }

    /** Whether its KafkaTopic asks for what the pipeline asks for. */
    public boolean askedBy(TopicFacts found) {
        return (spec.partitions() == null
                        || spec.partitions().equals(found.spec().partitions()))
                && (spec.replicas() == null
                        || spec.replicas().equals(found.spec().replicas()))
                && found.spec().config().entrySet().containsAll(spec.config().entrySet());
    }

    /** A KafkaTopic in its place that is not the pipeline's: one of its name, or another one for the same topic. */
    public Optional<TopicFacts> stranger(Observed observed) {
        if (found(observed).isPresent()) {
            return Optional.empty();
        }
        String cluster = observed.pipeline().getSpec().kafka().clusterRef().name();
        return observed.topics().stream()
                .filter(topic -> !topic.belongsTo(owner(observed)))
                .filter(topic -> topic.name().equals(resource)
                        || topic.topicName().equals(spec.name())
                                && topic.cluster().equals(cluster))
                .findFirst();
    }
}
