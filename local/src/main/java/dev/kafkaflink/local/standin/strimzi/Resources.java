package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The resources of one kind that belong to one Kafka cluster, in its namespace, on a Kubernetes API server. */
final class Resources implements TopicReconciler.TopicResources {
    private final KubernetesClient client;
    private final ResourceDefinitionContext kind;
    private final String namespace;
    private final String cluster;
    private final Clock clock;

    Resources(KubernetesClient client, ResourceDefinitionContext kind, String namespace, String cluster, Clock clock) {
        this.client = client;
        this.kind = kind;
        this.namespace = namespace;
        this.cluster = cluster;
        this.clock = clock;
    }

    /** As the API server has them now; those without the cluster's label are not seen, as Strimzi does not see them. */
    List<GenericKubernetesResource> list() {
        return operation()
                .inNamespace(namespace)
                .withLabel(Strimzi.CLUSTER_LABEL, cluster)
                .list()
                .getItems();
    }

    /** Calls {@code changed} for each resource that appears or changes, {@code gone} for each that disappears. */
    SharedIndexInformer<GenericKubernetesResource> watch(
            Consumer<GenericKubernetesResource> changed, Consumer<GenericKubernetesResource> gone) {
        return operation()
                .inNamespace(namespace)
                .withLabel(Strimzi.CLUSTER_LABEL, cluster)
                .inform(new ResourceEventHandler<GenericKubernetesResource>() {
                    @Override
                    public void onAdd(GenericKubernetesResource resource) {
                        changed.accept(resource);
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                        changed.accept(after);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource resource, boolean finalStateUnknown) {
                        gone.accept(resource);
                    }
                });
    }

    @Override
    public void addFinalizer(TopicResource topic) {
        edit(topic.name(), resource -> {
            List<String> finalizers = new ArrayList<>(finalizers(resource));
            finalizers.add(Strimzi.TOPIC_FINALIZER);
            resource.getMetadata().setFinalizers(finalizers);
            return resource;
        });
    }

    @Override
    public void removeFinalizer(TopicResource topic) {
        edit(topic.name(), resource -> {
            List<String> finalizers = new ArrayList<>(finalizers(resource));
            finalizers.remove(Strimzi.TOPIC_FINALIZER);
            resource.getMetadata().setFinalizers(finalizers);
            return resource;
        });
    }

    @Override
    public void writeStatus(TopicResource topic, TopicStatus status) {
        writeStatus(topic.name(), status.asMap(clock.instant()));
    }

    /** Puts {@code status} in the place of the resource's status. */
    void writeStatus(String name, Map<String, Object> status) {
        unlessGone(() -> resource(name).editStatus(resource -> {
            resource.setAdditionalProperty("status", status);
            return resource;
        }));
    }

    private void edit(String name, UnaryOperator<GenericKubernetesResource> change) {
        unlessGone(() -> resource(name).edit(change));
    }

    private static void unlessGone(Runnable write) {
        try {
            write.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static List<String> finalizers(GenericKubernetesResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        return metadata.getFinalizers() == null ? List.of() : metadata.getFinalizers();
    }

    private Resource<GenericKubernetesResource> resource(String name) {
        return operation().inNamespace(namespace).withName(name);
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            operation() {
        return client.genericKubernetesResources(kind);
    }
}
