package dev.kafkaflink.local.standin.flink.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The configuration file of a cluster: the spec's, and what the operator and this machine add to it. */
final class FlinkConfiguration {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOPBACK = "127.0.0.1";
    private static final String HA_STORAGE = "high-availability.storageDir";
    private static final String RESULTS = "job-result-store.storage-path";

    private FlinkConfiguration() {}

    /**
     * What the processes of one cluster share, also those that are started again.
     *
     * @param run tells this start of the cluster from all others
     * @param rest and {@code rpc} are the job manager's ports
     */
    record Shared(UUID run, int rest, int rpc) {}

    static Map<String, String> of(ClusterPlan plan, Mounts mounts, Shared shared, Path kubeconfig, Path temporary) {
        Map<String, String> configuration = new TreeMap<>(defaults(plan));
        plan.spec().configuration().forEach((key, value) -> configuration.put(key, mounts.translate(value)));
        configuration.putAll(places(shared, kubeconfig, temporary));
        configuration.put("kubernetes.cluster-id", plan.name());
        configuration.put("kubernetes.namespace", plan.namespace());
        configuration.put("execution.shutdown-on-application-finish", "false");
        configuration.put("execution.submit-failed-job-on-application-error", "true");
        configuration.put("parallelism.default", String.valueOf(plan.spec().parallelism()));
        if (configuration.containsKey(HA_STORAGE)) {
            // A path of its own for each start of the cluster, for Flink does not run again what it finds
            // there as ended.
            String storage = configuration.get(HA_STORAGE);
            configuration.put(RESULTS, storage + "/job-result-store/" + plan.name() + "/" + shared.run());
            configuration.putIfAbsent("job-result-store.delete-on-commit", "false");
        }
        return configuration;
    }

    private static Map<String, String> defaults(ClusterPlan plan) {
        Map<String, String> defaults = new TreeMap<>();
        defaults.put("pipeline.name", plan.name());
        defaults.put("web.cancel.enable", "false");
        defaults.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        // In Kubernetes the job manager is told at once of a task manager that died; here it finds out by itself.
        defaults.put("heartbeat.interval", "2 s");
        defaults.put("heartbeat.timeout", "30 s");
        // A job manager that was killed holds on to its lease for so long.
        defaults.put("high-availability.kubernetes.leader-election.lease-duration", "8 s");
        defaults.put("high-availability.kubernetes.leader-election.renew-deadline", "8 s");
        defaults.put("high-availability.kubernetes.leader-election.retry-period", "1 s");
        return defaults;
    }

    private static Map<String, String> places(Shared shared, Path kubeconfig, Path temporary) {
        Map<String, String> places = new TreeMap<>();
        for (String key : new String[] {
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "taskmanager.host",
            "taskmanager.bind-host",
            "rest.address",
            "rest.bind-address"
        }) {
            places.put(key, LOOPBACK);
        }
        places.put("jobmanager.rpc.port", String.valueOf(shared.rpc()));
        places.put("rest.port", String.valueOf(shared.rest()));
        places.put("rest.bind-port", String.valueOf(shared.rest()));
        places.put("blob.server.port", "0");
        places.put("taskmanager.rpc.port", "0");
        places.put("io.tmp.dirs", temporary.toString());
        places.put("web.tmpdir", temporary.toString());
        places.put("kubernetes.config.file", kubeconfig.toString());
        return places;
    }

    /** As {@code config.yaml}: JSON strings are YAML strings. */
    static String toYaml(Map<String, String> configuration) {
        StringBuilder yaml = new StringBuilder();
        try {
            for (Map.Entry<String, String> entry : configuration.entrySet()) {
                yaml.append(JSON.writeValueAsString(entry.getKey()))
                        .append(": ")
                        .append(JSON.writeValueAsString(entry.getValue()))
                        .append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A text cannot be written as JSON", e);
        }
        return yaml.toString();
    }
}
