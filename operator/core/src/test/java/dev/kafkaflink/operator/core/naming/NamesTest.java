package dev.kafkaflink.operator.core.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(249);
    }

    @Property
    void everyTopicHasAValidResourceName(@ForAll("topics") String topic) {
        String name = Names.kafkaTopic(topic);

        assertThat(name).hasSizeLessThanOrEqualTo(253);
        assertThat(name.split("\\.", -1)).allMatch(part -> part.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"));
    }

    @Property
    void topicsThatDifferHaveNamesThatDiffer(@ForAll("topics") String one, @ForAll("topics") String other) {
        assertThat(Names.kafkaTopic(one).equals(Names.kafkaTopic(other))).isEqualTo(one.equals(other));
    }

    @Test
    void namesAreAContract() {
        assertThat(Names.kafkaTopic("flights")).isEqualTo("flights");
        assertThat(Names.kafkaTopic("my.flights-1")).isEqualTo("my.flights-1");
        assertThat(Names.kafkaTopic("late_Flights")).isEqualTo("late-flights-170ab861");
        assertThat(Names.kafkaTopic("_")).startsWith("topic-");
        assertThat(Names.definition("delays", "0123")).isEqualTo("delays-definition-0123");
    }

    @Test
    void labelsNameTheOwner() {
        assertThat(Labels.owner(Labels.of("lake", "delays"))).contains(new PipelineKey("lake", "delays"));
        assertThat(Labels.owner(null)).isEmpty();
        assertThat(Labels.owner(java.util.Map.of(Labels.PIPELINE, "delays", Labels.PIPELINE_NAMESPACE, "lake")))
                .isEmpty();
    }

    @Test
    void aPipelinesKeyIsReadAsItIsWritten() {
        var key = new PipelineKey("lake", "delays");

        assertThat(key).hasToString("lake/delays");
        assertThat(PipelineKey.parse("lake/delays")).isEqualTo(key);
        assertThatThrownBy(() -> PipelineKey.parse("delays")).hasMessage("'delays' is not NAMESPACE/NAME");
    }
}
