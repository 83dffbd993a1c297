package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The Kafka resource of a cluster, with the status that Strimzi's cluster operator would write. */
final class KafkaResource {
    private KafkaResource() {}

    /**
     * Writes the namespace, the Kafka with its listeners, and the Secret {@code CLUSTER-cluster-ca-cert}.
     *
     * @param clusterId the id that Kafka has given itself
     */
    static void publish(KubernetesClient client, StrimziCluster cluster, String clusterId, Instant now) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(cluster.namespace())
                        .endMetadata()
                        .build())
                .serverSideApply();
        publishAuthority(client, cluster);
        GenericKubernetesResource kafka = new GenericKubernetesResource();
        kafka.setApiVersion(Strimzi.API_VERSION);
        kafka.setKind("Kafka");
        kafka.setMetadata(new ObjectMetaBuilder()
                .withNamespace(cluster.namespace())
                .withName(cluster.name())
                .build());
        kafka.setAdditionalProperty("spec", spec(cluster));
        GenericKubernetesResource written = client.genericKubernetesResources(Strimzi.KAFKA)
                .inNamespace(cluster.namespace())
                .resource(kafka)
                .forceConflicts()
                .serverSideApply();
        Map<String, Object> status =
                status(cluster, clusterId, written.getMetadata().getGeneration(), now);
        client.genericKubernetesResources(Strimzi.KAFKA)
                .inNamespace(cluster.namespace())
                .withName(cluster.name())
                .editStatus(resource -> {
                    resource.setAdditionalProperty("status", status);
                    return resource;
                });
    }

    private static Map<String, Object> spec(StrimziCluster cluster) {
        List<Map<String, Object>> listeners =
                cluster.listeners().stream().map(KafkaResource::listenerSpec).toList();
        return Map.of("kafka", Map.of("listeners", listeners));
    }

    private static Map<String, Object> listenerSpec(StrimziCluster.Listener listener) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("name", listener.name());
        spec.put("port", listener.port());
        spec.put("type", "internal");
        spec.put("tls", listener.caCertificatePem() != null);
        if (listener.scram()) {
            spec.put("authentication", Map.of("type", UserResource.SCRAM));
        }
        return spec;
    }

    private static Map<String, Object> status(StrimziCluster cluster, String clusterId, long generation, Instant now) {
        return Map.of(
                "clusterId",
                clusterId,
                "observedGeneration",
                generation,
                "conditions",
                List.of(Condition.READY.asMap(now.toString())),
                "listeners",
                cluster.listeners().stream().map(KafkaResource::listenerStatus).toList());
    }

    private static Map<String, Object> listenerStatus(StrimziCluster.Listener listener) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("name", listener.name());
        status.put("addresses", List.of(Map.of("host", listener.host(), "port", listener.port())));
        status.put("bootstrapServers", listener.bootstrapServers());
        if (listener.caCertificatePem() != null) {
            status.put("certificates", List.of(listener.caCertificatePem()));
        }
        return status;
    }

    private static void publishAuthority(KubernetesClient client, StrimziCluster cluster) {
        cluster.listeners().stream()
                .map(StrimziCluster.Listener::caCertificatePem)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(certificate -> client.secrets()
                        .inNamespace(cluster.namespace())
                        .resource(new SecretBuilder()
                                .withNewMetadata()
                                .withNamespace(cluster.namespace())
                                .withName(cluster.name() + "-cluster-ca-cert")
                                .addToLabels(Strimzi.CLUSTER_LABEL, cluster.name())
                                .endMetadata()
                                .withStringData(Map.of("ca.crt", certificate))
                                .build())
                        .forceConflicts()
                        .serverSideApply());
    }
}
