package dev.kafkaflink.operator.edge.apply;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.operator.core.naming.Labels;
import dev.kafkaflink.operator.edge.events.ResourceKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Writes the status of pipelines, and remembers what it wrote: the watch may still show an older one, and a status that is
 * made from an older one would forget what has been counted since.
 */
public final class StatusWriter {
    private static final Logger LOG = Logger.getLogger(StatusWriter.class);

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Labels.FIELD_MANAGER)
            .withForce(true)
            .withFieldValidation("Strict")
            .build();

    private final KubernetesClient client;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    public StatusWriter(KubernetesClient client) {
        this.client = client;
    }

    private record Written(long resourceVersion, PipelineStatus status) {}

    /** The pipeline with the status that was written last. */
    public KafkaFlinkPipeline refreshed(KafkaFlinkPipeline pipeline) {
        var last = written.get(pipeline.getMetadata().getUid());
        if (last == null
                || last.resourceVersion() <= version(pipeline.getMetadata().getResourceVersion())) {
            return pipeline;
        }
        var refreshed = new KafkaFlinkPipeline();
        refreshed.setMetadata(pipeline.getMetadata());
        refreshed.setSpec(pipeline.getSpec());
        refreshed.setStatus(last.status());
        return refreshed;
    }

    /** Writes the status if it is not the pipeline's already; whether it was written. */
    public boolean write(KafkaFlinkPipeline pipeline, PipelineStatus status) {
        if (status == null || status.equals(pipeline.getStatus())) {
            return false;
        }
        var meta = pipeline.getMetadata();
        var patch = new GenericKubernetesResource();
        patch.setApiVersion(pipeline.getApiVersion());
        patch.setKind(pipeline.getKind());
        // With its uid, so that one that was deleted and made anew does not get the status of the old one.
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(meta.getNamespace())
                .withName(meta.getName())
                .withUid(meta.getUid())
                .build());
        patch.setAdditionalProperty("status", status);
        try {
            var after = client.genericKubernetesResources(ResourceKind.PIPELINE.context())
                    .inNamespace(meta.getNamespace())
                    .resource(patch)
                    .subresource("status")
                    .patch(APPLY, patch);
            written.put(meta.getUid(), new Written(version(after.getMetadata().getResourceVersion()), status));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            LOG.debugf("%s/%s is gone, and its status with it", meta.getNamespace(), meta.getName());
            return false;
        }
    }

    /** Forgets a pipeline that is gone, by its uid. */
    public void forget(String uid) {
        written.remove(uid);
    }

    // Kubernetes promises no more than that versions differ; all API servers count them up.
    private static long version(String resourceVersion) {
        return resourceVersion == null || !resourceVersion.matches("[0-9]{1,18}") ? 0 : Long.parseLong(resourceVersion);
    }
}
