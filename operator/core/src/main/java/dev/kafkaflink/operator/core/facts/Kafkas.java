package dev.kafkaflink.operator.core.facts;

import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts.Listener;
import dev.kafkaflink.operator.core.model.KafkaFacts.Sharing;
import dev.kafkaflink.operator.core.naming.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads Strimzi's Kafka. */
public final class Kafkas {
    private Kafkas() {}

    /** What a Kafka, kafka.strimzi.io/v1 or v1beta2, says. */
    public static KafkaFacts read(GenericKubernetesResource kafka) {
        UntypedNode status = UntypedNode.of(kafka).at("status");
        UntypedNode ready = status.at("conditions").item("type", "Ready");
        List<Listener> listeners = UntypedNode.of(kafka).at("spec", "kafka", "listeners").items().stream()
                .map(listener -> listener(
                        listener,
                        status.at("listeners").item("name", listener.at("name").text())))
                .toList();
        return new KafkaFacts(
                kafka.getMetadata().getNamespace(),
                kafka.getMetadata().getName(),
                ready.at("status").isTrue(),
                ready.at("message").text(),
                status.at("clusterId").text(),
                sharing(kafka.getMetadata().getAnnotations()),
                listeners);
    }

    private static Sharing sharing(Map<String, String> annotations) {
        if (annotations == null
                || !annotations.containsKey(Labels.ALLOWED_NAMESPACES)
                        && !annotations.containsKey(Labels.TOPIC_NAMESPACES)) {
            return Sharing.OPEN;
        }
        return new Sharing(
                true,
                namespaces(annotations.getOrDefault(Labels.ALLOWED_NAMESPACES, "")),
                namespaces(annotations.getOrDefault(Labels.TOPIC_NAMESPACES, "")));
    }

    private static Set<String> namespaces(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(namespace -> !namespace.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Listener listener(UntypedNode asked, UntypedNode given) {
        return new Listener(
                asked.at("name").text(),
                given.at("bootstrapServers").text(),
                asked.at("tls").isTrue(),
                asked.at("authentication", "type").text(),
                given.at("certificates").items().stream().map(UntypedNode::text).toList());
    }
}
