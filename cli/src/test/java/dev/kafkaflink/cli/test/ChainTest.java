package dev.kafkaflink.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTest {
    @Test
    void whoeverWritesATopicRunsBeforeThoseThatReadIt() {
        JobDefinition third = pipeline("third", "b", "c");
        JobDefinition alone = pipeline("alone", "x", "y");
        JobDefinition letters = pipeline("letters", "first-dead-letters", "d");
        JobDefinition first = pipeline("first", "in", "a");
        JobDefinition second = pipeline("second", "a", "b");

        assertThat(Chain.ordered(List.of(third, alone, letters, first, second)))
                .containsExactly(alone, first, letters, second, third);
    }

    @Test
    void aCircleIsRefused() {
        List<JobDefinition> circle = List.of(pipeline("one", "a", "b"), pipeline("other", "b", "a"));

        assertThatThrownBy(() -> Chain.ordered(circle))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("default/one, default/other read in a circle");
    }

    private static JobDefinition pipeline(String name, String source, String sink) {
        return new JobDefinition(
                "default/" + name,
                null,
                List.of(new Source(source, source, null, null, null, null)),
                List.of(),
                List.of(new Sink(sink, null, null, new KafkaTarget(sink, null, null))),
                new DeadLetters(DeadLetters.Policy.Route, name + "-dead-letters"),
                Delivery.ExactlyOnce);
    }
}
