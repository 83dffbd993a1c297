package dev.kafkaflink.job.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.KafkaCluster;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private static final KafkaCluster CLUSTER = new KafkaCluster("h:1", "g", "t", Map.of());

    @Test
    void aProducerHoldsNoMoreThanItNeeds() {
        assertThat(buffer(new TopicLimit(1_048_588, true))).isEqualTo(32 << 20);
        assertThat(buffer(new TopicLimit(32 << 20, true)))
                .as("a record as large as the topic takes fits")
                .isEqualTo((32 << 20) + 1024);
        assertThat(buffer(new TopicLimit(300 << 20, true))).isEqualTo((300 << 20) + 1024);
        assertThat(buffer(new TopicLimit(Integer.MAX_VALUE, true))).isEqualTo(Integer.MAX_VALUE);
        assertThat(buffer(new TopicLimit(1_048_588, false)))
                .as("the topic may take more than is assumed")
                .isEqualTo(128 << 20);
    }

    private static int buffer(TopicLimit limit) {
        Properties producer = KafkaClients.producer(KafkaClients.producer(CLUSTER), limit);
        assertThat(producer.get("max.request.size")).isEqualTo(producer.get("buffer.memory"));
        return Integer.parseInt(producer.getProperty("buffer.memory"));
    }

    @Test
    void nothingIsCompressed() {
        assertThat(KafkaClients.producer(CLUSTER))
                .as("the limit of a topic counts what is compressed, and TopicLimit what is not")
                .doesNotContainKey("compression.type");
    }

    @Test
    void aTransactionTimesOutAsTheDefinitionSays() {
        assertThat(KafkaClients.producer(CLUSTER)).containsEntry("transaction.timeout.ms", "900000");
        assertThat(KafkaClients.producer(new KafkaCluster("h:1", "g", "t", Map.of(), 3_600_000L)))
                .containsEntry("transaction.timeout.ms", "3600000");
    }
}
