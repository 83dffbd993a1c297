package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.TopicOrigin;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * KafkaTopics. They live in the namespace of their Kafka, where its topic operator looks for them, and have no owner
 * reference: it could not cross namespaces, and where it could, it would delete the data with the pipeline.
 */
final class TopicResources {
    static final String API_VERSION = "kafka.strimzi.io/v1";
    static final String KIND = "KafkaTopic";

    private TopicResources() {}

    static GenericKubernetesResource of(Observed observed, OwnedTopic topic) {
        var pipeline = observed.pipeline().getMetadata();
        Map<String, String> labels = Labels.of(pipeline.getNamespace(), pipeline.getName());
        labels.put(Labels.STRIMZI_CLUSTER, observed.kafka().name());
        TopicSpec.DeletionPolicy policy = topic.spec().deletionPolicy() == null
                ? TopicSpec.DeletionPolicy.Retain
                : topic.spec().deletionPolicy();
        Map<String, String> annotations = new TreeMap<>(Map.of(Labels.DELETION_POLICY, policy.name()));
        TopicOrigin.mark(observed, topic).ifPresent(mark -> annotations.put(Labels.MADE, mark));
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withNewMetadata()
                .withNamespace(observed.kafka().namespace())
                .withName(topic.resource())
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .addToAdditionalProperties("spec", spec(topic.spec()))
                .build();
    }

    private static Map<String, Object> spec(TopicSpec topic) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("topicName", topic.name());
        if (topic.partitions() != null) {
            spec.put("partitions", topic.partitions());
        }
        if (topic.replicas() != null) {
            spec.put("replicas", topic.replicas());
        }
        if (!topic.config().isEmpty()) {
            spec.put("config", new TreeMap<>(topic.config()));
        }
        return spec;
    }
}
