package dev.kafkaflink.operator.edge.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Without Strimzi, nothing of it is there, and nothing fails. */
class WatchesTest {
    private static final ResourceID EVENTS = new ResourceID("events", "kafka");
    private final Watches watches = new Watches(Set.of());

    @Test
    void withoutStrimziThereIsNoKafkaAndNoTopic() {
        KafkaFlinkPipeline pipeline = Serialization.unmarshal(
                """
                apiVersion: kafkaflink.dev/v1alpha1
                kind: KafkaFlinkPipeline
                metadata: {name: delays, namespace: lake}
                spec: {kafka: {clusterRef: {name: events, namespace: kafka}}}
                """,
                KafkaFlinkPipeline.class);

        assertThat(watches.kafka(EVENTS)).isEmpty();
        assertThat(watches.kafkaAt("broker:9092", "id")).isEmpty();
        assertThat(watches.topics(pipeline)).isEmpty();
        assertThat(watches.find("kafka.strimzi.io/v1", "KafkaTopic", EVENTS)).isEmpty();
    }

    @Test
    void nobodyLooksForAKafkaToWrite() {
        assertThatThrownBy(() -> watches.find("kafka.strimzi.io/v1", "Kafka", EVENTS))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
