package dev.kafkaflink.crds.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DeadLetters.Policy;
import org.junit.jupiter.api.Test;

class KafkaNamesTest {
    @Test
    void namesAreAContract() {
        assertThat(KafkaNames.consumerGroup("lake", "delays")).isEqualTo("kafkaflink.lake.delays");
        assertThat(KafkaNames.transactionalIdPrefix("lake", "delays")).isEqualTo("kafkaflink.lake.delays");
        assertThat(KafkaNames.deadLetterTopic(null, "delays")).contains("delays-dead-letters");
    }

    @Test
    void aPipelineMayNameItsDeadLetterTopic() {
        assertThat(KafkaNames.deadLetterTopic(new DeadLettersSpec(null, "bad"), "delays"))
                .contains("bad");
        assertThat(KafkaNames.deadLetterTopic(new DeadLettersSpec(Policy.Route, null), "delays"))
                .contains("delays-dead-letters");
    }

    @Test
    void otherPoliciesWriteNoDeadLetters() {
        assertThat(KafkaNames.deadLetterTopic(new DeadLettersSpec(Policy.Fail, null), "delays"))
                .isEmpty();
        assertThat(KafkaNames.deadLetterTopic(new DeadLettersSpec(Policy.Drop, null), "delays"))
                .isEmpty();
    }
}
