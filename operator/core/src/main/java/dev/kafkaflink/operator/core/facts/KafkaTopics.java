package dev.kafkaflink.operator.core.facts;

import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.model.TopicFacts.Health;
import dev.kafkaflink.operator.core.model.TopicFacts.Spec;
import dev.kafkaflink.operator.core.naming.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Map;

/** Reads Strimzi's KafkaTopic. */
public final class KafkaTopics {
    private KafkaTopics() {}

    /** What a KafkaTopic, kafka.strimzi.io/v1 or v1beta2, says. */
    public static TopicFacts read(GenericKubernetesResource topic) {
        ObjectMeta meta = topic.getMetadata();
        Map<String, String> labels = meta.getLabels() == null ? Map.of() : meta.getLabels();
        Map<String, String> annotations = meta.getAnnotations() == null ? Map.of() : meta.getAnnotations();
        UntypedNode status = UntypedNode.of(topic).at("status");
        UntypedNode conditions = status.at("conditions");
        UntypedNode ready = conditions.item("type", "Ready");
        String asked = UntypedNode.of(topic).at("spec", "topicName").text();
        Instant created = new UntypedNode(meta.getCreationTimestamp()).moment();
        Long observed = status.at("observedGeneration").number();
        return new TopicFacts(
                meta.getNamespace(),
                meta.getName(),
                meta.getResourceVersion() == null ? "" : meta.getResourceVersion(),
                asked.isEmpty() ? meta.getName() : asked,
                labels.getOrDefault(Labels.STRIMZI_CLUSTER, ""),
                Labels.owner(labels).orElse(null),
                "Delete".equals(annotations.get(Labels.DELETION_POLICY)),
                new UntypedNode(meta.getDeletionTimestamp()).moment(),
                created == null ? Instant.EPOCH : created,
                UntypedNode.changed(meta),
                spec(UntypedNode.of(topic).at("spec")),
                meta.getGeneration() == null ? 1 : meta.getGeneration(),
                observed == null ? 0 : observed,
                health(conditions),
                ready.at("reason").text(),
                ready.at("message").text(),
                ready.at("lastTransitionTime").moment(),
                status.at("topicId").text(),
                annotations.getOrDefault(Labels.MADE, ""));
    }

    private static Spec spec(UntypedNode spec) {
        return new Spec(
                count(spec.at("partitions")),
                count(spec.at("replicas")),
                spec.at("config").texts());
    }

    private static Integer count(UntypedNode tree) {
        return tree.number() == null ? null : Integer.valueOf(tree.number().intValue());
    }

    // Paused and unmanaged ones have no Ready condition, though their observedGeneration rises.
    private static Health health(UntypedNode conditions) {
        if (conditions.item("type", "ReconciliationPaused").at("status").isTrue()) {
            return Health.PAUSED;
        }
        if (conditions.item("type", "Unmanaged").at("status").isTrue()) {
            return Health.UNMANAGED;
        }
        return switch (conditions.item("type", "Ready").at("status").text()) {
            case "True" -> Health.READY;
            case "False" -> Health.NOT_READY;
            default -> Health.UNKNOWN;
        };
    }
}
