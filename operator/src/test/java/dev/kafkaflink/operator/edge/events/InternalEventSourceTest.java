package dev.kafkaflink.operator.edge.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InternalEventSourceTest {
    private final InternalEventSource source = new InternalEventSource();
    private final List<ResourceID> woken = new ArrayList<>();

    @BeforeEach
    void listen() {
        source.setEventHandler(event -> woken.add(event.getRelatedCustomResourceID()));
    }

    @Test
    void nobodyIsWokenBeforeTheOperatorHasStarted() {
        source.trigger(new PipelineKey("lake", "delays"));
        assertThat(woken).isEmpty();

        source.start();
        source.trigger(new PipelineKey("lake", "delays"));
        assertThat(woken).containsExactly(new ResourceID("delays", "lake"));
    }

    @Test
    void aChangeOfOnePipelineWakesThoseThatItFrees() {
        source.start();
        KafkaFlinkPipeline before = pipeline();
        KafkaFlinkPipeline after = pipeline();
        source.onChange(
                (old, now) -> Set.of(new ResourceID(old == before && now == after ? "edited" : "gone", "lake")));

        source.onResourceUpdated(after, before);
        source.onResourceDeleted(after);

        assertThat(woken).containsExactly(new ResourceID("edited", "lake"), new ResourceID("gone", "lake"));
    }

    @Test
    void onePipelineThatIsGoneIsToldOnce() {
        List<KafkaFlinkPipeline> gone = new ArrayList<>();
        source.onGone(gone::add);
        KafkaFlinkPipeline pipeline = pipeline();

        source.onResourceDeleted(pipeline);

        assertThat(gone).containsExactly(pipeline);
    }

    private static KafkaFlinkPipeline pipeline() {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(
                new ObjectMetaBuilder().withNamespace("lake").withName("delays").build());
        return pipeline;
    }
}
