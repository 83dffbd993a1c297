package dev.kafkaflink.operator.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.operator.core.model.Defaults;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.PodFacts;
import dev.kafkaflink.operator.core.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequeueTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aPipelineThatOnlyItsAuthorCanMendIsLeftAlone() {
        assertThat(next(false, null, Reason.QueryInvalid, Reason.Waiting, Reason.TopicsWaiting))
                .isNull();
        assertThat(next(false, null, Reason.Suspended)).isNull();
    }

    @Test
    void theSoonestReasonCounts() {
        assertThat(next(false, null, Reason.KafkaUnreachable)).hasSeconds(30);
        assertThat(next(false, null, Reason.KafkaUnreachable, Reason.TopicsPending))
                .hasSeconds(10);
    }

    // Figures measured so many seconds ago, and when to look again.
    @ParameterizedTest
    @CsvSource({"0, 30", "12, 18", "28, 5", "30, 5", "59, 5", "61, 30", "9999, 30"})
    void aJobIsLookedAtWhenItsFiguresAreDue(int age, int seconds) {
        assertThat(next(true, age)).hasSeconds(seconds);
    }

    @Test
    void aJobWithoutFiguresIsLookedAtSoon() {
        assertThat(next(true, null)).hasSeconds(5);
    }

    private static Duration next(boolean job, Integer age, Reason... reasons) {
        DeploymentFacts deployment = new DeploymentFacts(
                "delays", true, false, NOW, null, 1, 1, 1, false, "r", "r", null, "", "STABLE", "RUNNING", "READY",
                "job", NOW, "", "", "", NOW);
        Defaults defaults = new Defaults("", "", "", Map.of(), "", Duration.ofSeconds(30));
        Observed observed = new Observed(
                new KafkaFlinkPipeline(),
                null,
                List.of(),
                job ? deployment : null,
                Set.of(),
                null,
                Map.of(),
                null,
                PodFacts.NONE,
                List.of(),
                defaults);
        List<Finding> findings = List.of(reasons).stream()
                .map(reason -> Finding.of(reason, "message"))
                .toList();
        Metrics metrics =
                age == null ? null : new Metrics(NOW.minusSeconds(age).toString(), null, null, null, null, null);
        return Requeue.next(observed, findings, metrics, NOW);
    }
}
