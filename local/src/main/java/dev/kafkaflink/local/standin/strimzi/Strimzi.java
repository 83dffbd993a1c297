package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** Strimzi's names, as far as the stand-ins use them. */
final class Strimzi {
    static final String API_VERSION = "kafka.strimzi.io/v1";
    static final String CLUSTER_LABEL = "strimzi.io/cluster";
    static final String KIND_LABEL = "strimzi.io/kind";
    static final String TOPIC_FINALIZER = "strimzi.io/topic-operator";
    static final String MANAGED_ANNOTATION = "strimzi.io/managed";
    static final String PAUSE_ANNOTATION = "strimzi.io/pause-reconciliation";

    static final ResourceDefinitionContext KAFKA = context("Kafka", "kafkas");
    static final ResourceDefinitionContext KAFKA_TOPIC = context("KafkaTopic", "kafkatopics");
    static final ResourceDefinitionContext KAFKA_USER = context("KafkaUser", "kafkausers");

    private Strimzi() {}

    private static ResourceDefinitionContext context(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("kafka.strimzi.io")
                .withVersion("v1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }
}
