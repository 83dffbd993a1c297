package dev.kafkaflink.local.standin.flink;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Which FlinkDeployment. */
record DeploymentKey(String namespace, String name) {
    static DeploymentKey of(HasMetadata resource) {
        return new DeploymentKey(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
