package dev.kafkaflink.local.standin.flink.cluster;

import java.nio.file.Path;

/** Gives processes the identity that pods have through their ServiceAccount. */
@FunctionalInterface
public interface KubeconfigSource {
    /**
     * A file that acts as the account.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if there is no such account
     */
    Path kubeconfig(String namespace, String serviceAccount);
}
