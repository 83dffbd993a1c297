package dev.kafkaflink.operator.core.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.operator.core.model.PodFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of pods; the golden cases have the findings that come of it. */
class PodsTest {
    private static final String ENDED =
            """
              containerStatuses:
              - name: flink-main-container
                state:
                  terminated: {reason: Error, exitCode: 143, finishedAt: '2026-11-22T11:59:50Z'}
            """;

    @Test
    void anEndThatSomebodyAskedForIsNone() {
        assertThat(Pods.exits(pod("", ENDED))).singleElement().satisfies(exit -> {
            assertThat(exit.code()).isEqualTo(143);
            assertThat(exit.at()).isEqualTo(Instant.parse("2026-11-22T11:59:50Z"));
            assertThat(exit.process()).isEqualTo(PodFacts.Process.TaskManager);
        });
        assertThat(Pods.exits(pod("deletionTimestamp: '2026-11-22T11:59:49Z'", ENDED)))
                .isEmpty();
        assertThat(Pods.exits(pod("", ENDED.replace("143", "0"))))
                .as("a process that ended well")
                .isEmpty();
    }

    @Test
    void aPodThatItsNodePutOutIsOne() {
        String evicted =
                """
                  phase: Failed
                  reason: Evicted
                  message: 'The node was low on resource: memory.'
                  conditions:
                  - {type: Ready, status: 'False', lastTransitionTime: '2026-11-22T11:59:50Z'}
                """;

        assertThat(Pods.exits(pod("", evicted)))
                .containsExactly(new PodFacts.Exit(
                        Instant.parse("2026-11-22T11:59:50Z"),
                        "delays-taskmanager-1-1",
                        PodFacts.Process.TaskManager,
                        "Evicted",
                        null,
                        "The node was low on resource: memory."));
    }

    @Test
    void aPodOfWhichNothingIsKnownYetIsReadToo() {
        PodFacts.Pod read = Pods.read(pod("", "  phase: Pending"));

        assertThat(read.running()).isFalse();
        assertThat(List.of(read.waiting(), read.waitingMessage(), read.unschedulable()))
                .containsOnly("");
        assertThat(Pods.exits(pod("", "  phase: Pending"))).isEmpty();
    }

    @Test
    void theLineThatNamesACauseIsTold() {
        assertThat(LastWords.of(
                        "INFO  starting\nERROR a.B - No.\njava.io.IOException: gone\n\tat a.B.c(B.java:1)\nbye"))
                .isEqualTo("java.io.IOException: gone");
        assertThat(LastWords.of("no jar\n\tat a.B.c(B.java:1)")).isEqualTo("no jar");
        assertThat(LastWords.of("")).isEmpty();
    }

    private static Pod pod(String metadata, String status) {
        return Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: delays-taskmanager-1-1
                  creationTimestamp: '2026-11-22T11:59:00Z'
                  labels: {component: taskmanager}
                  %s
                status:
                %s
                """
                        .formatted(metadata, status),
                Pod.class);
    }
}
