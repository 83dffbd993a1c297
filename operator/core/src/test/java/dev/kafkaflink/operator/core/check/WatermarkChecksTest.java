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
        assertThat(findings(3, "topic: a", "{column: at}"))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .startsWith(
                        "spec.sources[0].eventTime.idleness: topic 'a' has fewer partitions (2) than the job's parallelism (3)")
                .endsWith("set idleness, such as 30s, or a parallelism of at most 2");
    }

    @Test
    void ofSeveralTopicsTheLargestCounts() {
        assertThat(findings(3, "topics: [a, three]", "{column: at}")).isEmpty();
        assertThat(findings(4, "topics: [a, three]", "{column: at}"))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .contains("topic 'three' has fewer partitions (3) than the job's parallelism (4)");
        assertThat(findings(4, "topics: [a, unknown]", "{column: at}")).isEmpty();
        assertThat(findings(4, "topicPattern: 'a.*'", "{column: at}")).isEmpty();
    }

    @Test
    void idlenessLetsItGoOn() {
        assertThat(findings(3, "topic: a", "{column: at, idleness: 5s}")).isEmpty();
    }

    @Test
    void asManySubtasksAsPartitionsAreWell() {
        assertThat(findings(2, "topic: a", "{column: at}")).isEmpty();
    }

    @Test
    void withoutEventTimeThereIsNoWatermark() {
        assertThat(findings(3, "topic: a", "null")).isEmpty();
    }

    private static List<Finding> findings(int parallelism, String topics, String eventTime) {
        KafkaFlinkPipeline pipeline = Serialization.unmarshal(
                """
                metadata: {name: delays, namespace: lake}
                spec:
                  kafka: {clusterRef: {name: events}}
                  topics: [{name: a, partitions: 2}, {name: three, partitions: 3}]
                  sources:
                  - {name: a, %s, format: {type: Json}, columns: [{name: at, type: TIMESTAMP(3)}], eventTime: %s}
                  sinks: [{name: b, query: SELECT x FROM a, kafka: {topic: b, format: {type: Json}}}]
                  job: {parallelism: %d}
                """
                        .formatted(topics, eventTime, parallelism),
                KafkaFlinkPipeline.class);
        return WatermarkChecks.subtasksWithoutPartition(
                ObservedBuilder.of(pipeline).build());
    }
}
