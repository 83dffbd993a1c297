package dev.kafkaflink.operator.edge.events;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import java.util.Arrays;

/** The kinds of other operators that pipelines are made of, and of the pipelines themselves. */
public enum ResourceKind {
    /** Ours. */
    PIPELINE("kafkaflink.dev", "v1alpha1", "KafkaFlinkPipeline", "kafkaflinkpipelines", "apply the folder crds"),
    /** Of the Flink Kubernetes Operator. */
    FLINK_DEPLOYMENT(
            "flink.apache.org",
            "v1beta1",
            "FlinkDeployment",
            "flinkdeployments",
            "install the Flink Kubernetes Operator, 1.10 or newer"),
    /** Of Strimzi. */
    KAFKA("kafka.strimzi.io", "v1", "Kafka", "kafkas", "install Strimzi, 0.49 or newer"),
    /** Of Strimzi. */
    KAFKA_TOPIC("kafka.strimzi.io", "v1", "KafkaTopic", "kafkatopics", "install Strimzi, 0.49 or newer");

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;
    private final String remedy;

    ResourceKind(String group, String version, String kind, String plural, String remedy) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
        this.remedy = remedy;
    }

    /** Such as {@code flink.apache.org/v1beta1}. */
    public String apiVersion() {
        return group + "/" + version;
    }

    public String kind() {
        return kind;
    }

    /** What to do where the API server does not serve it. */
    public String remedy() {
        return remedy;
    }

    /** For the client, which would otherwise have to ask the API server for the plural. */
    public ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    GroupVersionKind groupVersionKind() {
        return new GroupVersionKind(group, version, kind);
    }

    /** The one of an object, told by API version and kind. */
    public static ResourceKind of(String apiVersion, String kind) {
        return Arrays.stream(values())
                .filter(one -> one.apiVersion().equals(apiVersion) && one.kind.equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown kind %s of %s".formatted(kind, apiVersion)));
    }
}
