package dev.kafkaflink.operator.core.facts;

import dev.kafkaflink.operator.core.model.KafkaFacts;
import dev.kafkaflink.operator.core.model.KafkaFacts.Listener;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;

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
                listeners);
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
