package dev.kafkaflink.cli.up;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import dev.kafkaflink.crds.v1alpha1.CheckpointSpec;
import dev.kafkaflink.crds.v1alpha1.ClusterRef;
import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.crds.v1alpha1.KafkaNames;
import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.SinkSpec;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A KafkaFlinkPipeline, as far as {@code up} needs to know it. */
record Pipeline(String namespace, String name, PipelineSpec spec) {
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Reads a resource that the API server has accepted. */
    static Pipeline of(GenericKubernetesResource resource) {
        return new Pipeline(
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                LENIENT.convertValue(resource.getAdditionalProperties().get("spec"), PipelineSpec.class));
    }

    /** The resource as it is now. Throws CommandFailure if somebody has deleted it. */
    GenericKubernetesResource fetch(KubernetesClient client) {
        GenericKubernetesResource resource = client.genericKubernetesResources(
                        "kafkaflink.dev/v1alpha1", PipelineFile.KIND)
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (resource == null) {
            throw new CommandFailure("Pipeline " + title() + " was deleted.");
        }
        return resource;
    }

    String title() {
        return namespace + "/" + name;
    }

    /** Its Strimzi cluster, with a namespace; empty for one that is named by its address. */
    Optional<ClusterRef> cluster() {
        return Optional.ofNullable(spec.kafka().clusterRef())
                .map(ref -> ref.namespace() == null ? new ClusterRef(ref.name(), namespace) : ref);
    }

    /** The topics that are made for it. */
    Set<String> ownedTopics() {
        Set<String> topics =
                new LinkedHashSet<>(spec.topics().stream().map(TopicSpec::name).toList());
        deadLetterTopic().ifPresent(topics::add);
        return topics;
    }

    Set<String> sourceTopics() {
        return spec.readTopics();
    }

    boolean reads(String topic) {
        return spec.reads(topic);
    }

    Set<String> sinkTopics() {
        return spec.writtenTopics();
    }

    /** Whether all that it writes into a topic replaces what was there of the same key. */
    boolean holdsNewest(String topic) {
        return spec.sinks().stream()
                .filter(sink ->
                        sink.kafka() != null && topic.equals(sink.kafka().topic()))
                .allMatch(SinkSpec::upserts);
    }

    /** Where its dead letters go; empty where they go nowhere. */
    Optional<String> deadLetterTopic() {
        return KafkaNames.deadLetterTopic(spec.deadLetters(), name);
    }

    /** The group under which the job commits the offsets of each completed checkpoint. */
    String consumerGroup() {
        return KafkaNames.consumerGroup(namespace, name);
    }

    Duration checkpointInterval() {
        String interval = spec.job() == null || spec.job().checkpoints() == null
                ? null
                : spec.job().checkpoints().interval();
        return Durations.parse(Objects.requireNonNullElse(interval, CheckpointSpec.DEFAULT_INTERVAL));
    }

    /** After this time without records event time moves on, and the last windows close; zero if it never does. */
    Duration idleness() {
        return spec.sources().stream()
                .map(SourceSpec::eventTime)
                .filter(eventTime -> eventTime != null && eventTime.idleness() != null)
                .map(eventTime -> Durations.parse(eventTime.idleness()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
