package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.standin.flink.lifecycle.FlinkSpec;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster to start.
 *
 * @param namespace and {@code name} of the FlinkDeployment
 * @param owner the FlinkDeployment, as the owner of what stands for the cluster in Kubernetes
 * @param jobId the job's id, 32 hexadecimal digits
 * @param savepoint what the job starts from
 * @param folder where all files of the cluster go
 */
public record ClusterPlan(
        String namespace,
        String name,
        OwnerReference owner,
        FlinkSpec spec,
        String jobId,
        Optional<String> savepoint,
        Path folder) {}
