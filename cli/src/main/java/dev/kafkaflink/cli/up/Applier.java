package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.folder.PipelineFolder;
import dev.kafkaflink.local.platform.LocalPlatform;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.util.ArrayList;
import java.util.List;

/** Applies a folder's resources as {@code kubectl apply --server-side --validate=strict} would. */
final class Applier {
    private static final String FIELD_MANAGER = "kafkaflink-up";
    private static final String DEFAULT_NAMESPACE = "default";

    private final LocalPlatform platform;
    private final Steps steps;

    Applier(LocalPlatform platform, Steps steps) {
        this.platform = platform;
        this.steps = steps;
    }

    /** Applies all and answers the pipelines. Throws CommandFailure, after all were tried, if any was refused. */
    List<Pipeline> apply(List<PipelineFolder.Manifest> manifests) throws InterruptedException {
        List<Pipeline> pipelines = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (PipelineFolder.Manifest manifest : manifests) {
            GenericKubernetesResource resource = manifest.resource();
            prepareNamespace(manifest);
            try {
                GenericKubernetesResource applied = platform.client()
                        .resource(resource)
                        .fieldValidation(FieldValidateable.Validation.STRICT)
                        .fieldManager(FIELD_MANAGER)
                        .forceConflicts()
                        .serverSideApply();
                steps.say(
                        "Applied " + manifest.file().getFileName() + ": " + resource.getKind() + " " + title(applied));
                if (manifest.isPipeline()) {
                    pipelines.add(Pipeline.of(applied));
                }
            } catch (KubernetesClientException e) {
                ApiErrorText.of(e).forEach(line -> refused.add(manifest.file() + ": " + line));
            }
        }
        if (!refused.isEmpty()) {
            throw new CommandFailure("The API server refuses:\n  " + String.join("\n  ", refused));
        }
        for (Pipeline pipeline : pipelines) {
            pipeline.cluster().ifPresent(cluster -> platform.publishKafka(cluster.namespace(), cluster.name()));
        }
        return pipelines;
    }

    private void prepareNamespace(PipelineFolder.Manifest manifest) throws InterruptedException {
        GenericKubernetesResource resource = manifest.resource();
        if (resource.getMetadata().getNamespace() == null && manifest.isPipeline()) {
            resource.getMetadata().setNamespace(DEFAULT_NAMESPACE);
        }
        if (resource.getMetadata().getNamespace() != null) {
            platform.prepareNamespace(resource.getMetadata().getNamespace());
        }
    }

    private static String title(GenericKubernetesResource resource) {
        String namespace = resource.getMetadata().getNamespace();
        return (namespace == null ? "" : namespace + "/")
                + resource.getMetadata().getName();
    }
}
