package dev.kafkaflink.operator.edge.apply;

import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.edge.events.ResourceKind;
import dev.kafkaflink.operator.edge.events.Watches;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** The objects of the watches' caches and of the API server. */
final class KubernetesObjects implements PipelineObjects {
    private final KubernetesClient client;
    private final Watches watches;

    KubernetesObjects(KubernetesClient client, Watches watches) {
        this.client = client;
        this.watches = watches;
    }

    @Override
    public HasMetadata cached(Decision.ObjectKey key) {
        return watches.find(key.apiVersion(), key.kind(), new ResourceID(key.name(), key.namespace()))
                .orElse(null);
    }

    @Override
    public void written(HasMetadata before, HasMetadata after) {
        watches.written(before, after);
    }

    @Override
    public HasMetadata read(HasMetadata object) {
        return resource(object).get();
    }

    @Override
    public HasMetadata apply(HasMetadata desired) {
        return resource(desired)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .fieldManager(Labels.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
    }

    @Override
    public HasMetadata create(HasMetadata desired) {
        return resource(desired).create();
    }

    @Override
    public void delete(HasMetadata known, String resourceVersion) {
        // The version is never the same again, so that the uid is proved with it; and without another order
        // it deletes in the background.
        resource(known).lockResourceVersion(resourceVersion).delete();
    }

    @Override
    public String text(HasMetadata object) {
        return client.getKubernetesSerialization().asJson(object);
    }

    private Resource<? extends HasMetadata> resource(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        if (object instanceof ConfigMap configMap) {
            return client.configMaps().inNamespace(namespace).resource(configMap);
        }
        if (object instanceof GenericKubernetesResource generic) {
            var context =
                    ResourceKind.of(generic.getApiVersion(), generic.getKind()).context();
            return client.genericKubernetesResources(context)
                    .inNamespace(namespace)
                    .resource(generic);
        }
        throw new IllegalArgumentException("a pipeline is not made of a " + object.getKind());
    }
}
