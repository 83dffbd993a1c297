package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.standin.flink.lifecycle.Facts.HaMetadata;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.TreeMap;

/** What Flink keeps in Kubernetes for a job manager that follows another. */
public final class HaConfigMaps {
    private static final String CLUSTER_SUFFIX = "-cluster-config-map";
    private static final String CHECKPOINT = "checkpointID-";
    private static final String JOB_GRAPH = "jobGraph-";

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
        for (ConfigMap map : all().list().getItems()) {
            boolean ofJob = map.getMetadata().getName().endsWith("-config-map")
                    && !map.getMetadata().getName().endsWith(CLUSTER_SUFFIX)
                    && !map.isMarkedForDeletion();
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
        all().delete();
    }

    /** Forgets the job graph, so that the next job manager takes arguments and parallelism from its own command line. */
    public void deleteJobGraph() {
        for (ConfigMap map : all().list().getItems()) {
            if (map.getData() != null && map.getData().keySet().stream().anyMatch(key -> key.startsWith(JOB_GRAPH))) {
                Map<String, String> data = new TreeMap<>(map.getData());
                data.keySet().removeIf(key -> key.startsWith(JOB_GRAPH));
                map.setData(data);
                client.resource(map).update();
            }
        }
    }

    private FilterWatchListDeletable<ConfigMap, ConfigMapList, Resource<ConfigMap>> all() {
        return client.configMaps()
                .inNamespace(namespace)
                .withLabels(
                        Map.of("app", name, "configmap-type", "high-availability", "type", "flink-native-kubernetes"));
    }
}
