package dev.kafkaflink.operator.edge.apply;

import dev.kafkaflink.operator.core.decide.Decision;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.events.ResourceKind;
import dev.kafkaflink.operator.edge.events.Watches;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Applies and deletes the objects of pipelines: by server-side apply, with force, since nobody else may set what we set; but
 * never over an object that is not ours. Definitions are only created.
 */
public final class Applier {
    private static final Logger LOG = Logger.getLogger(Applier.class);

    private final KubernetesClient client;
    private final Watches watches;
    private final Map<PipelineKey, Map<Decision.ObjectKey, Applied>> applied = new ConcurrentHashMap<>();

    public Applier(KubernetesClient client, Watches watches) {
        this.client = client;
        this.watches = watches;
    }

    /**
     * Makes an object as desired. Nothing is sent where it is so already.
     *
     * @param desired carries our labels, by which an object that is there is told to be ours
     */
    public void apply(HasMetadata desired) {
        var key = key(desired);
        var owner = owner(desired);
        var earlier = applied.computeIfAbsent(owner.orElseThrow(), pipeline -> new ConcurrentHashMap<>());
        String text = client.getKubernetesSerialization().asJson(desired);
        HasMetadata known = cached(key);
        if (known != null && Applied.of(text, known).equals(earlier.get(key))) {
            return;
        }
        if (desired instanceof ConfigMap definition) {
            create(definition, (ConfigMap) known);
            return;
        }
        // One that the cache does not know yet is looked for: it would be taken over by force.
        HasMetadata before = known != null ? known : resource(desired).get();
        if (before != null && !owner(before).equals(owner)) {
            throw new ForeignObjectException(key.kind(), key.namespace(), key.name());
        }
        HasMetadata after = resource(desired)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .fieldManager(Labels.FIELD_MANAGER)
                .forceConflicts()
                .serverSideApply();
        earlier.put(key, Applied.of(text, after));
        watches.written(known, after);
        if (before == null || !version(before).equals(version(after))) {
            LOG.infof("applied %s %s/%s for %s", key.kind(), key.namespace(), key.name(), owner.get());
        }
    }

    // A definition is never changed once it is there, so that no right to change ConfigMaps is needed. One that an
    // earlier
    // pipeline of the same name left goes with that one, and so has to make room.
    private void create(ConfigMap desired, ConfigMap known) {
        var key = key(desired);
        if (known != null
                && known.getMetadata()
                        .getOwnerReferences()
                        .equals(desired.getMetadata().getOwnerReferences())) {
            return;
        }
        if (known != null) {
            delete(new Decision.Removal(key, version(known)));
        }
        try {
            var made = client.configMaps()
                    .inNamespace(key.namespace())
                    .resource(desired)
                    .create();
            watches.written(null, made);
            LOG.infof("created %s %s/%s for %s", key.kind(), key.namespace(), key.name(), owner(desired));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // The cache does not know it yet; its name is a hash of what is in it.
            HasMetadata there = resource(desired).get();
            if (there != null && !Labels.owner(there.getMetadata().getLabels()).equals(owner(desired))) {
                throw new ForeignObjectException(key.kind(), key.namespace(), key.name());
            }
        }
    }

    /**
     * Deletes an object, and in the background what it owns. One that is gone, that is not ours, or that is another than the
     * one that was decided about, is left alone; the next look at the pipeline decides anew.
     */
    public void delete(Decision.Removal removal) {
        Decision.ObjectKey key = removal.key();
        applied.values().forEach(objects -> objects.remove(key));
        HasMetadata known = cached(key);
        if (known == null
                || known.getMetadata().getDeletionTimestamp() != null
                || owner(known).isEmpty()) {
            return;
        }
        String decidedAbout = removal.resourceVersion().isEmpty() ? version(known) : removal.resourceVersion();
        try {
            // The API server refuses where it has changed since. The version is never the same again, so that the uid
            // is
            // proved with it; and without another order it deletes in the background.
            resource(known).lockResourceVersion(decidedAbout).delete();
            LOG.infof("deleted %s %s/%s", key.kind(), key.namespace(), key.name());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            LOG.infof("%s %s/%s has changed, and is not deleted yet", key.kind(), key.namespace(), key.name());
        }
    }

    /** Forgets a pipeline that is gone. */
    public void forget(PipelineKey pipeline) {
        applied.remove(pipeline);
    }

    private HasMetadata cached(Decision.ObjectKey key) {
        return watches.find(key.apiVersion(), key.kind(), new ResourceID(key.name(), key.namespace()))
                .orElse(null);
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

    private static Decision.ObjectKey key(HasMetadata object) {
        var meta = object.getMetadata();
        return new Decision.ObjectKey(object.getApiVersion(), object.getKind(), meta.getNamespace(), meta.getName());
    }

    private static Optional<PipelineKey> owner(HasMetadata object) {
        return Labels.owner(object.getMetadata().getLabels());
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }
}
