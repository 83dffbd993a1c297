package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.standin.flink.lifecycle.Facts.HaMetadata;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Flink keeps in Kubernetes for a job manager that follows another. */
public final class HaConfigMaps {
    private static final String CLUSTER_SUFFIX = "-cluster-config-map";
    private static final String CHECKPOINT = "checkpointID-";
    /** Flink 1 wrote it as {@code jobGraph-}. */
    private static final String PLAN = "executionPlan-";

    /** What tells them from a cluster's other ConfigMaps. Flink 2 does not label them with their type any more. */
    private static final String SUFFIX = "-config-map";

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    /** Those of the deployment {@code name}. */
    public HaConfigMaps(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    public HaMetadata look() {
        HaMetadata found = HaMetadata.NONE;
        for (ConfigMap map : all()) {
            boolean ofJob = !map.getMetadata().getName().endsWith(CLUSTER_SUFFIX) && !map.isMarkedForDeletion();
            if (ofJob && hasCheckpoint(map)) {
                return HaMetadata.WITH_CHECKPOINT;
            }
            found = ofJob ? HaMetadata.WITHOUT_CHECKPOINT : found;
        }
        return found;
    }

    private static boolean hasCheckpoint(ConfigMap map) {
        return map.getData() != null && map.getData().keySet().stream().anyMatch(key -> key.startsWith(CHECKPOINT));
    }

    public void delete() {
        all().forEach(map -> client.resource(map).delete());
    }

    /** Forgets the job that was submitted, so that the next job manager takes arguments and parallelism from its own command line. */
    public void deletePlan() {
        for (ConfigMap map : all()) {
            if (map.getData() != null && map.getData().keySet().stream().anyMatch(key -> key.startsWith(PLAN))) {
                Map<String, String> data = new TreeMap<>(map.getData());
                data.keySet().removeIf(key -> key.startsWith(PLAN));
                map.setData(data);
                client.resource(map).update();
            }
        }
    }

    private List<ConfigMap> all() {
        return client
                .configMaps()
                .inNamespace(namespace)
                .withLabels(Map.of("app", name, "type", "flink-native-kubernetes"))
                .list()
                .getItems()
                .stream()
                .filter(map -> map.getMetadata().getName().endsWith(SUFFIX))
                .toList();
    }
}
