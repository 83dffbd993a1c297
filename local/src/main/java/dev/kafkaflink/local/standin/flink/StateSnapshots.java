package dev.kafkaflink.local.standin.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaflink.local.process.TemporaryFolder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * FlinkStateSnapshots, of which the operator makes one for each savepoint that it takes. They outlive their
 * FlinkDeployment; with {@code disposeOnDelete} the savepoint goes with them, as long as there is a FlinkDeployment to do
 * it. Left out: those that a person creates, checkpoints, and that a savepoint by nonce is IN_PROGRESS for a while.
 */
final class StateSnapshots implements AutoCloseable {
    private static final String FINALIZER = "flinkstatesnapshots.flink.apache.org/finalizer";
    private static final ResourceDefinitionContext CONTEXT = new ResourceDefinitionContext.Builder()
            .withGroup("flink.apache.org")
            .withVersion("v1beta1")
            .withKind("FlinkStateSnapshot")
            .withPlural("flinkstatesnapshots")
            .withNamespaced(true)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final FlinkDeployments deployments;
    private final Executor executor;
    private final Consumer<String> log;
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    StateSnapshots(KubernetesClient client, FlinkDeployments deployments, Executor executor, Consumer<String> log) {
        this.client = client;
        this.deployments = deployments;
        this.executor = executor;
        this.log = log;
        this.informer =
                client.genericKubernetesResources(CONTEXT).inAnyNamespace().inform(new Cleanup());
    }

    /** Makes one for each savepoint that a deployment's status did not have before. */
    void record(DeploymentKey key, JsonNode before, JsonNode now) {
        JsonNode history = now.at("/jobStatus/savepointInfo/savepointHistory");
        for (int i = before.at("/jobStatus/savepointInfo/savepointHistory").size(); i < history.size(); i++) {
            try {
                create(key, history.get(i));
            } catch (KubernetesClientException e) {
                log.accept(key + ": its FlinkStateSnapshot could not be made: " + e.getMessage());
            }
        }
    }

    private void create(DeploymentKey key, JsonNode savepoint) {
        GenericKubernetesResource snapshot = snapshot(key, savepoint, Instant.now());
        GenericKubernetesResource created = client.resource(snapshot).create();
        created.setAdditionalProperty(
                "status", snapshot.getAdditionalProperties().get("status"));
        client.resource(created).updateStatus();
    }

    /**
     * What the operator makes of a savepoint, in the end; Flink's id of the request is left out.
     *
     * @param savepoint an entry of a FlinkDeployment's savepoint history
     */
    static GenericKubernetesResource snapshot(DeploymentKey key, JsonNode savepoint, Instant now) {
        String trigger = savepoint.path("triggerType").asText();
        String location = savepoint.path("location").asText();
        Instant time = Instant.ofEpochMilli(savepoint.path("timeStamp").asLong());
        boolean upgrade = trigger.equals("UPGRADE");
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("flink.apache.org/v1beta1")
                .withKind("FlinkStateSnapshot")
                .withNewMetadata()
                .withNamespace(key.namespace())
                .withName("%s-savepoint-%s-%d"
                        .formatted(key.name(), trigger.toLowerCase(Locale.ROOT), time.toEpochMilli()))
                .withFinalizers(FINALIZER)
                .withLabels(Map.of(
                        "job-reference.kind", "FlinkDeployment",
                        "job-reference.name", key.name(),
                        "snapshot.state", "COMPLETED",
                        "snapshot.trigger-type", trigger,
                        "snapshot.type", "SAVEPOINT"))
                .endMetadata()
                .addToAdditionalProperties(
                        "spec",
                        Map.of(
                                "backoffLimit",
                                0,
                                "jobReference",
                                Map.of("kind", "FlinkDeployment", "name", key.name()),
                                "savepoint",
                                Map.of(
                                        "alreadyExists",
                                        upgrade,
                                        "disposeOnDelete",
                                        false,
                                        "formatType",
                                        savepoint.path("formatType").asText("CANONICAL"),
                                        "path",
                                        upgrade ? location : location.replaceFirst("/[^/]*$", ""))))
                .addToAdditionalProperties(
                        "status",
                        Map.of(
                                "failures",
                                0,
                                "path",
                                location,
                                "resultTimestamp",
                                now.toString(),
                                "state",
                                "COMPLETED",
                                "triggerTimestamp",
                                time.toString()))
                .build();
    }

    private void cleanUp(GenericKubernetesResource snapshot) {
        JsonNode savepoint =
                JSON.valueToTree(snapshot.getAdditionalProperties().get("spec")).path("savepoint");
        JsonNode status = JSON.valueToTree(snapshot.getAdditionalProperties().get("status"));
        DeploymentKey key = new DeploymentKey(
                snapshot.getMetadata().getNamespace(),
                snapshot.getMetadata().getLabels().getOrDefault("job-reference.name", ""));
        // Without a FlinkDeployment there is nobody to dispose of the savepoint, and the operator leaves it.
        if (savepoint.path("disposeOnDelete").asBoolean()
                && deployments.get(key).isPresent()) {
            URI location = URI.create(status.path("path").asText());
            if ("file".equals(location.getScheme())) {
                delete(Path.of(location.getPath()));
            }
        }
        try {
            client.resource(snapshot).edit(current -> {
                current.getMetadata().setFinalizers(List.of());
                return current;
            });
        } catch (KubernetesClientException e) {
            log.accept(snapshot.getMetadata().getName() + ": its finalizer could not be removed: " + e.getMessage());
        }
    }

    private static void delete(Path folder) {
        try {
            TemporaryFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }

    private final class Cleanup implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource snapshot) {
            onUpdate(snapshot, snapshot);
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
            if (!now.isMarkedForDeletion() || !now.getMetadata().getFinalizers().contains(FINALIZER)) {
                return;
            }
            try {
                executor.execute(() -> cleanUp(now));
            } catch (RejectedExecutionException shuttingDown) {
                // The snapshot stays as it is.
            }
        }

        @Override
        public void onDelete(GenericKubernetesResource snapshot, boolean finalStateUnknown) {
            // It is gone.
        }
    }

    @Override
    public void close() {
        informer.close();
    }
}
