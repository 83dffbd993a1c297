package dev.kafkaflink.job.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.KafkaCluster;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private static final KafkaCluster CLUSTER = new KafkaCluster("h:1", "g", "t", Map.of());

    @Test
    void aTransactionTimesOutAsTheDefinitionSays() {
        assertThat(KafkaClients.producer(CLUSTER)).containsEntry("transaction.timeout.ms", "900000");
        assertThat(KafkaClients.producer(new KafkaCluster("h:1", "g", "t", Map.of(), 3_600_000L)))
                .containsEntry("transaction.timeout.ms", "3600000");
    }
}
