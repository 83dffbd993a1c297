package dev.kafkaflink.operator.edge.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    @Test
    void aKafkaWithoutANamespaceLiesInThePipelines() {
        assertThat(References.kafka(pipeline("clusterRef: {name: events}"))).contains(new ResourceID("events", "lake"));
        assertThat(References.kafka(pipeline("clusterRef: {name: events, namespace: kafka}")))
                .contains(new ResourceID("events", "kafka"));
        assertThat(References.kafka(pipeline("bootstrapServers: 'host:9092'"))).isEmpty();
    }

    @Test
    void anAddressCountsWhereNoResourceIsNamed() {
        assertThat(References.address(pipeline("bootstrapServers: 'host:9092'")))
                .contains("host:9092");
        assertThat(References.address(pipeline("clusterRef: {name: events}"))).isEmpty();
        assertThat(References.address(new KafkaFlinkPipeline())).isEmpty();
    }

    @Test
    void allTopicsCountOwnedReadWrittenAndTheDeadLetters() {
        assertThat(References.topics(pipeline("clusterRef: {name: events}")))
                .containsExactly("demo-dead-letters", "owned", "read", "written");
    }

    @Test
    void aPipelineWithoutASpecificationRefersToNothing() {
        assertThat(References.kafka(new KafkaFlinkPipeline())).isEmpty();
        assertThat(References.topics(new KafkaFlinkPipeline())).isEmpty();
    }

    private static KafkaFlinkPipeline pipeline(String kafka) {
        return Serialization.unmarshal(
                """
                apiVersion: kafkaflink.dev/v1alpha1
                kind: KafkaFlinkPipeline
                metadata: {name: demo, namespace: lake}
                spec:
                  kafka: {%s}
                  topics:
                  - {name: owned}
                  sources:
                  - {name: a, topic: read, format: {type: Json}}
                  sinks:
                  - {name: b, query: SELECT 1, kafka: {topic: written, format: {type: Json}}}
                """
                        .formatted(kafka),
                KafkaFlinkPipeline.class);
    }
}
