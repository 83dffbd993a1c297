package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/** Wakes the reconciler when something within the operator has changed for a pipeline, and tells when a pipeline is gone. */
public final class InternalEventSource extends AbstractEventSource<Void, KafkaFlinkPipeline>
        implements ResourceEventAware<KafkaFlinkPipeline> {
    private volatile Consumer<KafkaFlinkPipeline> goneListener = pipeline -> {};

    public InternalEventSource() {
        super(Void.class, "internal");
    }

    /** Has the pipeline looked at again. Before the operator has started, it is all the same. */
    public void trigger(PipelineKey pipeline) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(new ResourceID(pipeline.name(), pipeline.namespace())));
        }
    }

    /** Has the listener told of each pipeline that no longer exists. */
    public void onGone(Consumer<KafkaFlinkPipeline> listener) {
        goneListener = listener;
    }

    @Override
    public void onResourceDeleted(KafkaFlinkPipeline pipeline) {
        goneListener.accept(pipeline);
    }

    @Override
    public Set<Void> getSecondaryResources(KafkaFlinkPipeline pipeline) {
        return Set.of();
    }
}
