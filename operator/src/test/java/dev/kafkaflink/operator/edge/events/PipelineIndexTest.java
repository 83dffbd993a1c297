package dev.kafkaflink.operator.edge.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.KafkaStatus;
import dev.kafkaflink.operator.core.naming.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which pipelines are looked at again when something beside them changes. */
class PipelineIndexTest {
    private static final String EVENTS = "clusterRef: {name: events, namespace: kafka}";
    private static final String ADDRESS = "bootstrapServers: 'broker:9092'";

    private final FakePipelineCache cache = new FakePipelineCache();
    private final PipelineIndex index = new PipelineIndex(cache);

    @Test
    void aKafkaWakesThosePipelinesThatNameIt() {
        KafkaFlinkPipeline one = put(pipeline("a/one", EVENTS, "in"));
        put(pipeline("a/other", "clusterRef: {name: other, namespace: kafka}", "in"));
        put(pipeline("a/by-address", ADDRESS, "in"));

        assertThat(index.onKafka(resource("kafka", "events", Map.of()))).containsExactly(ResourceID.fromResource(one));
        assertThat(index.onKafka(resource("elsewhere", "events", Map.of()))).isEmpty();
    }

    // So that what its owner allows counts for them too.
    @Test
    void aKafkaWakesThosePipelinesThatNameItsAddressOrAreOnItsCluster() {
        put(pipeline("a/by-address", "bootstrapServers: 'other:1,broker:9092'", "in"));
        put(withCluster(pipeline("a/by-id", "bootstrapServers: 'alias:9092'", "in"), "id"));
        put(withCluster(pipeline("a/elsewhere", "bootstrapServers: 'else:9092'", "in"), "another"));
        GenericKubernetesResource kafka = resource("kafka", "events", Map.of());
        kafka.setAdditionalProperty("spec", Map.of("kafka", Map.of("listeners", List.of(Map.of("name", "plain")))));
        kafka.setAdditionalProperty(
                "status",
                Map.of(
                        "clusterId",
                        "id",
                        "listeners",
                        List.of(Map.of("name", "plain", "bootstrapServers", "broker:9092"))));

        assertThat(index.onKafka(kafka)).containsExactlyInAnyOrder(id("a/by-address"), id("a/by-id"));
    }

    @Test
    void aKafkaTopicWakesItsOwnerAndThosePipelinesThatUseItsTopic() {
        put(pipeline("a/reads", EVENTS, "in"));
        put(pipeline("b/reads-too", EVENTS, "in"));
        put(pipeline("b/reads-another", EVENTS, "another"));
        put(pipeline("c/owns-it", EVENTS, "nothing"));

        assertThat(index.concernedBy(resource("kafka", "in", Labels.of("c", "owns-it"))))
                .containsExactlyInAnyOrder(id("a/reads"), id("b/reads-too"), id("c/owns-it"));
        assertThat(index.concernedBy(resource("elsewhere", "in", Map.of()))).isEmpty();
    }

    @Test
    void aPodAndAConfigMapWakeThePipelineThatTheirLabelsName() {
        assertThat(PipelineIndex.owners(resource("a", "one-1-x", Labels.of("a", "one"))))
                .containsExactly(id("a/one"));
        assertThat(PipelineIndex.owners(resource("a", "one-1-x", Map.of("kafkaflink.dev/pipeline", "one"))))
                .as("another manager's")
                .isEmpty();
        assertThat(PipelineIndex.owners(resource("a", "one-1-x", null))).isEmpty();
    }

    @Test
    void aPipelineThatLeavesWakesThosePipelinesThatShareATopicWithIt() {
        KafkaFlinkPipeline elder = put(pipeline("a/same", EVENTS, "in"));
        put(pipeline("b/same", EVENTS, "else"));
        put(pipeline("b/stranger", EVENTS, "other"));

        KafkaFlinkPipeline leaving = put(leaving(pipeline("a/same", EVENTS, "in")));
        assertThat(index.freed(elder, leaving))
                .as("both have the dead letters of 'same'")
                .containsExactly(id("b/same"));
        assertThat(index.neighbours(pipeline("b/same", EVENTS, "else"), Stream.of(), ""))
                .as("by then it does not count")
                .isEmpty();

        cache.remove(leaving);
        assertThat(index.freed(leaving, null)).as("that was done when it began").isEmpty();
        assertThat(index.freed(elder, null)).as("without a finalizer").containsExactly(id("b/same"));
    }

    @Test
    void anEditThatLetsGoOfATopicWakesTheOthersThatUseIt() {
        KafkaFlinkPipeline before = put(pipeline("a/one", EVENTS, "in"));
        put(pipeline("a/two", EVENTS, "in"));
        put(pipeline("a/three", EVENTS, "another"));

        assertThat(index.freed(before, put(pipeline("a/one", EVENTS, "another"))))
                .containsExactly(id("a/two"));
        assertThat(index.freed(before, put(pipeline("a/one", EVENTS, "in")))).isEmpty();
    }

    @Test
    void aKafkaThatIsNamedByItsAddressIsKnownByItsId() {
        KafkaFlinkPipeline named = put(withCluster(pipeline("a/by-name", EVENTS, "in"), "id"));
        KafkaFlinkPipeline byAddress = put(withCluster(pipeline("a/by-address", ADDRESS, "in"), "id"));
        put(withCluster(pipeline("a/elsewhere", ADDRESS, "in"), "another"));

        assertThat(index.neighbours(byAddress, Stream.of(), "id"))
                .extracting(neighbour -> neighbour.pipeline().toString())
                .containsExactly("a/by-name");
        assertThat(index.freed(named, leaving(pipeline("a/by-name", EVENTS, "in"))))
                .containsExactly(id("a/by-address"));
    }

    @Test
    void aTopicThatIsOwnedAndNoLongerUsedHasNeighboursToo() {
        KafkaFlinkPipeline owner = put(pipeline("a/one", EVENTS, "in"));
        put(pipeline("a/two", EVENTS, "old"));

        assertThat(index.neighbours(owner, Stream.of("old"), ""))
                .extracting(neighbour -> neighbour.pipeline().toString())
                .containsExactly("a/two");
    }

    private KafkaFlinkPipeline put(KafkaFlinkPipeline pipeline) {
        cache.put(pipeline);
        return pipeline;
    }

    private static KafkaFlinkPipeline leaving(KafkaFlinkPipeline pipeline) {
        pipeline.getMetadata().setDeletionTimestamp("2026-11-22T12:00:00Z");
        return pipeline;
    }

    private static KafkaFlinkPipeline withCluster(KafkaFlinkPipeline pipeline, String id) {
        pipeline.setStatus(new PipelineStatus(1L, List.of(), List.of(), null, null, null, new KafkaStatus(id), null));
        return pipeline;
    }

    private static ResourceID id(String key) {
        return new ResourceID(key.replaceAll(".*/", ""), key.replaceAll("/.*", ""));
    }

    private static GenericKubernetesResource resource(String namespace, String name, Map<String, String> labels) {
        return new GenericKubernetesResourceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    private static KafkaFlinkPipeline pipeline(String key, String kafka, String topic) {
        ResourceID id = id(key);
        return Serialization.unmarshal(
                """
                apiVersion: kafkaflink.dev/v1alpha1
                kind: KafkaFlinkPipeline
                metadata: {name: %s, namespace: %s, creationTimestamp: "2026-11-22T11:00:00Z"}
                spec:
                  kafka: {%s}
                  sources:
                  - {name: a, topic: %s, format: {type: Json}}
                """
                        .formatted(id.getName(), id.getNamespace().orElseThrow(), kafka, topic),
                KafkaFlinkPipeline.class);
    }
}
