package dev.kafkaflink.operator.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.ObservedBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkChecksTest {
    @Test
    void moreSubtasksThanPartitionsHoldBackTheWatermark() {
        assertThat(findings(3, "{column: at}"))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .startsWith(
                        "spec.sources[0].eventTime.idleness: topic 'a' has fewer partitions (2) than the job's parallelism (3)")
                .endsWith("set idleness, such as 30s, or a parallelism of at most 2");
    }

    @Test
    void idlenessLetsItGoOn() {
        assertThat(findings(3, "{column: at, idleness: 5s}")).isEmpty();
    }

    @Test
    void asManySubtasksAsPartitionsAreWell() {
        assertThat(findings(2, "{column: at}")).isEmpty();
    }

    @Test
    void withoutEventTimeThereIsNoWatermark() {
        assertThat(findings(3, "null")).isEmpty();
    }

    private static List<Finding> findings(int parallelism, String eventTime) {
        KafkaFlinkPipeline pipeline = Serialization.unmarshal(
                """
                metadata: {name: delays, namespace: lake}
                spec:
                  kafka: {clusterRef: {name: events}}
                  topics: [{name: a, partitions: 2}]
                  sources:
                  - {name: a, topic: a, format: {type: Json}, columns: [{name: at, type: TIMESTAMP(3)}], eventTime: %s}
                  sinks: [{name: b, query: SELECT x FROM a, kafka: {topic: b, format: {type: Json}}}]
                  job: {parallelism: %d}
                """
                        .formatted(eventTime, parallelism),
                KafkaFlinkPipeline.class);
        return WatermarkChecks.subtasksWithoutPartition(
                ObservedBuilder.of(pipeline).build());
    }
}
