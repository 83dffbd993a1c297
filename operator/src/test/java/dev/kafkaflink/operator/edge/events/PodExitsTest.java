package dev.kafkaflink.operator.edge.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.operator.core.model.PodFacts.Exit;
import dev.kafkaflink.operator.core.model.PodFacts.Process;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodExitsTest {
    private static final ResourceID DELAYS = new ResourceID("delays", "lake");
    private final PodExits exits = new PodExits();

    @Test
    void anEndThatAPodTellsOfTwiceIsOne() {
        exits.add(DELAYS, List.of(exit(1)));
        exits.add(DELAYS, List.of(exit(1), exit(2)));

        assertThat(exits.of(DELAYS)).containsExactly(exit(2), exit(1));
        assertThat(exits.of(new ResourceID("delays", "other"))).isEmpty();
    }

    @Test
    void aLoopDoesNotFillTheMemory() {
        for (int i = 0; i < 1000; i++) {
            exits.add(DELAYS, List.of(exit(i)));
        }

        assertThat(exits.of(DELAYS)).hasSize(10).first().isEqualTo(exit(999));
        exits.forget(DELAYS);
        assertThat(exits.of(DELAYS)).isEmpty();
    }

    private static Exit exit(int number) {
        return new Exit(
                Instant.ofEpochSecond(number), "delays-taskmanager-1-" + number, Process.TaskManager, "Error", 1, "");
    }
}
