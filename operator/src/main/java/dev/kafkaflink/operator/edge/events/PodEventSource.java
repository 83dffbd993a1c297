package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.facts.Pods;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.naming.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;

/**
 * The pods of pipelines' jobs, found by our labels, and what has become of those that are gone: a task manager that dies
 * is replaced by a pod of another name, and takes its cause along.
 */
final class PodEventSource extends InformerEventSource<Pod, KafkaFlinkPipeline> {
    private static final String BY_OWNER = "owner";

    private final PodExits exits = new PodExits();

    PodEventSource(EventSourceContext<KafkaFlinkPipeline> context) {
        super(configuration(context), context);
        addIndexers(Map.of(BY_OWNER, PipelineIndex::ownerKeys));
    }

    private static InformerEventSourceConfiguration<Pod> configuration(EventSourceContext<KafkaFlinkPipeline> context) {
        var builder = InformerEventSourceConfiguration.from(Pod.class, KafkaFlinkPipeline.class)
                .withName("pods")
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.MANAGER + "," + Labels.PIPELINE)
                // A probe that fails or an address that is given is nothing to look at the pipeline for.
                .withOnUpdateFilter((pod, before) -> !Pods.read(pod).equals(Pods.read(before))
                        || !Pods.exits(pod).equals(Pods.exits(before)))
                .withSecondaryToPrimaryMapper(PipelineIndex::owners);
        // One store cannot serve the informers of several namespaces.
        return context.getControllerConfiguration().getInformerConfig().watchAllNamespaces()
                ? builder.withItemStore(stripped()).build()
                : builder.build();
    }

    // A pod's specification is most of it, and nothing here is told from it.
    private static ItemStore<Pod> stripped() {
        return new BasicItemStore<>(Cache::metaNamespaceKeyFunc) {
            @Override
            public Pod put(String key, Pod pod) {
                return super.put(
                        key,
                        new PodBuilder(pod)
                                .withSpec(null)
                                .editMetadata()
                                .withManagedFields(List.of())
                                .endMetadata()
                                .build());
            }
        };
    }

    /** The pods of a pipeline's job. */
    PodFacts of(ResourceID pipeline) {
        return new PodFacts(
                byIndex(BY_OWNER, PipelineIndex.key(pipeline)).stream()
                        .map(Pods::read)
                        .toList(),
                exits.of(pipeline));
    }

    void forget(ResourceID pipeline) {
        exits.forget(pipeline);
    }

    @Override
    public void onAdd(Pod pod) {
        note(pod);
        super.onAdd(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
        note(pod);
        super.onUpdate(before, pod);
    }

    private void note(Pod pod) {
        PipelineIndex.owners(pod).forEach(pipeline -> exits.add(pipeline, Pods.exits(pod)));
    }
}
