package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Wakes the reconciler when something within the operator has changed for a pipeline, and tells when a pipeline is gone. */
public final class InternalEventSource extends AbstractEventSource<Void, KafkaFlinkPipeline>
        implements ResourceEventAware<KafkaFlinkPipeline> {
    private volatile Consumer<KafkaFlinkPipeline> goneListener = pipeline -> {};
    private volatile BiFunction<KafkaFlinkPipeline, KafkaFlinkPipeline, Set<ResourceID>> freed =
            (before, after) -> Set.of();

    public InternalEventSource() {
        super(Void.class, "internal");
    }

    /** Has the pipeline looked at again. Before the operator has started, it is all the same. */
    public void trigger(PipelineKey pipeline) {
        trigger(new ResourceID(pipeline.name(), pipeline.namespace()));
    }

    private void trigger(ResourceID pipeline) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(pipeline));
        }
    }

    /** Has the listener told of each pipeline that no longer exists. */
    public void onGone(Consumer<KafkaFlinkPipeline> listener) {
        goneListener = listener;
    }

    /**
     * Has pipelines looked at again that may go on since another one has changed or gone.
     *
     * @param others which ones, by that one before and after, null: it is gone
     */
    public void onChange(BiFunction<KafkaFlinkPipeline, KafkaFlinkPipeline, Set<ResourceID>> others) {
        freed = others;
    }

    @Override
    public void onResourceUpdated(KafkaFlinkPipeline pipeline, KafkaFlinkPipeline before) {
        freed.apply(before, pipeline).forEach(this::trigger);
    }

    @Override
    public void onResourceDeleted(KafkaFlinkPipeline pipeline) {
        goneListener.accept(pipeline);
        freed.apply(pipeline, null).forEach(this::trigger);
    }

    @Override
    public Set<Void> getSecondaryResources(KafkaFlinkPipeline pipeline) {
        return Set.of();
    }
}
