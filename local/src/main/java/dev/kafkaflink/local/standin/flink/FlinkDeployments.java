package dev.kafkaflink.local.standin.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** FlinkDeployments in the API server, read as plain JSON. */
final class FlinkDeployments {
    private static final String FINALIZER = "flinkdeployments.flink.apache.org/finalizer";
    private static final ResourceDefinitionContext CONTEXT = new ResourceDefinitionContext.Builder()
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind("FlinkDeployment")
            .withPlural("flinkdeployments")
            .withNamespaced(true)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WRITE_ATTEMPTS = 5;

    private final KubernetesClient client;

    FlinkDeployments(KubernetesClient client) {
        this.client = client;
    }

    SharedIndexInformer<GenericKubernetesResource> inform(ResourceEventHandler<GenericKubernetesResource> handler) {
        return client.genericKubernetesResources(CONTEXT).inAnyNamespace().inform(handler);
    }

    Optional<GenericKubernetesResource> get(DeploymentKey key) {
        return Optional.ofNullable(resource(key).get());
    }

    /** Of what is made for a deployment, which goes when it goes. */
    OwnerReference reference(DeploymentKey key) {
        return new OwnerReferenceBuilder()
                .withApiVersion(CONTEXT.getGroup() + "/" + CONTEXT.getVersion())
                .withKind(CONTEXT.getKind())
                .withName(key.name())
                .withUid(resource(key).require().getMetadata().getUid())
                .withBlockOwnerDeletion(true)
                .withController(false)
                .build();
    }

    static JsonNode spec(GenericKubernetesResource resource) {
        return JSON.valueToTree(resource.getAdditionalProperties().get("spec"));
    }

    static JsonNode status(GenericKubernetesResource resource) {
        return JSON.valueToTree(resource.getAdditionalProperties().get("status"));
    }

    static boolean isOurs(GenericKubernetesResource resource) {
        return resource.getMetadata().getFinalizers() != null
                && resource.getMetadata().getFinalizers().contains(FINALIZER);
    }

    void addFinalizer(DeploymentKey key) {
        resource(key).edit(resource -> {
            List<String> finalizers = new ArrayList<>(finalizers(resource));
            finalizers.add(FINALIZER);
            resource.getMetadata().setFinalizers(finalizers);
            return resource;
        });
    }

    void removeFinalizer(DeploymentKey key) {
        try {
            resource(key).edit(resource -> {
                List<String> finalizers = new ArrayList<>(finalizers(resource));
                finalizers.remove(FINALIZER);
                resource.getMetadata().setFinalizers(finalizers);
                return resource;
            });
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static List<String> finalizers(GenericKubernetesResource resource) {
        return Objects.requireNonNullElse(resource.getMetadata().getFinalizers(), List.of());
    }

    /** Replaces the status, whatever else happens to the resource meanwhile. Does nothing when it is gone. */
    void writeStatus(GenericKubernetesResource known, ObjectNode status) {
        DeploymentKey key = DeploymentKey.of(known);
        for (int attempt = 1; ; attempt++) {
            GenericKubernetesResource current = resource(key).get();
            if (current == null
                    || !current.getMetadata()
                            .getUid()
                            .equals(known.getMetadata().getUid())) {
                return;
            }
            current.setAdditionalProperty("status", status);
            try {
                client.resource(current).updateStatus();
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == WRITE_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Resource<GenericKubernetesResource> resource(DeploymentKey key) {
        return client.genericKubernetesResources(CONTEXT)
                .inNamespace(key.namespace())
                .withName(key.name());
    }
}
