package dev.kafkaflink.operator.edge.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobPollerTest {
    private static final PipelineKey DEMO = demo("demo");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final FakeJobManager flink = FakeJobManager.recorded();
    private final Queue<PipelineKey> onChange = new ConcurrentLinkedQueue<>();
    private final JobPoller poller =
            JobPoller.of(Duration.ofMillis(50), Duration.ofSeconds(10), Clock.systemUTC(), onChange::add);

    @AfterEach
    void close() {
        poller.close();
        flink.close();
    }

    @Test
    void keepsTheLastAnswersOfAWatchedJob() {
        poller.watch(DEMO, flink.address(), false);

        await().atMost(LIMIT).until(() -> poller.samples(DEMO).size() >= 3);
        assertThat(poller.job(DEMO).state()).isEqualTo("RUNNING");
        assertThat(poller.samples(DEMO)).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void tellsOfAChangeAndNotOfFigures() {
        poller.watch(DEMO, flink.address(), false);
        await().atMost(LIMIT).until(() -> poller.samples(DEMO).size() >= 3);
        assertThat(onChange).containsExactly(DEMO);

        flink.answer(
                "/jobs/0752add0178835e0634614e284922da8/metrics?get=numRestarts",
                FakeJobManager.json("[{\"id\":\"numRestarts\",\"value\":\"2\"}]"));

        await().atMost(LIMIT).until(() -> poller.job(DEMO).restarts() == 2);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(onChange).containsExactly(DEMO, DEMO));
    }

    @Test
    void tellsThatAJobHasKeptItsFirstCheckpoint() {
        poller.watch(DEMO, flink.address(), false);
        await().atMost(LIMIT).until(() -> poller.samples(DEMO).size() >= 3);

        flink.answer(
                "/jobs/0752add0178835e0634614e284922da8/checkpoints",
                FakeJobManager.checkpointIn("s3://lake/ns/delays"));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(onChange).containsExactly(DEMO, DEMO));
    }

    @Test
    void aSilentJobManagerDelaysNoOther() {
        try (var silent = new FakeJobManager();
                var patient =
                        JobPoller.of(Duration.ofMillis(50), LIMIT.multipliedBy(10), Clock.systemUTC(), onChange::add)) {
            silent.fallSilent();
            IntStream.range(0, 10).forEach(i -> patient.watch(demo("silent-" + i), silent.address(), false));
            await().atMost(LIMIT).until(() -> silent.asked().size() == 10);

            patient.watch(DEMO, flink.address(), false);

            await().atMost(LIMIT).until(() -> patient.samples(DEMO).size() >= 3);
            assertThat(patient.job(demo("silent-0"))).isNull();
        }
    }

    @Test
    void moreJobsThanAreAskedAtOnceAllGetTheirTurn() {
        IntStream.range(0, 100).forEach(i -> poller.watch(demo("demo-" + i), flink.address(), false));

        await().atMost(LIMIT).until(() -> IntStream.range(0, 100).allMatch(i -> poller.job(demo("demo-" + i)) != null));
    }

    @Test
    void aJobManagerThatIsNotReadyIsAskedAgainAndANewAddressIsTaken() {
        try (var starting = new FakeJobManager()) {
            poller.watch(DEMO, starting.address(), false);
            await().atMost(LIMIT).until(() -> starting.asked().size() > 2);
            assertThat(poller.job(DEMO)).isNull();

            poller.watch(DEMO, flink.address(), false);

            await().atMost(LIMIT).until(() -> poller.job(DEMO) != null);
        }
    }

    @Test
    void aJobManagerThatIsLostIsSilentFromThenOn() {
        poller.watch(DEMO, flink.address(), false);
        await().atMost(LIMIT).until(() -> poller.samples(DEMO).size() >= 3);
        assertThat(poller.job(DEMO).silentSince()).isNull();
        onChange.clear();

        flink.close();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(onChange).containsExactly(DEMO));
        assertThat(poller.job(DEMO).silentSince())
                .isAfterOrEqualTo(poller.job(DEMO).at());
    }

    @Test
    void aJobThatIsAwaitedIsAskedAboutEachSecond() {
        try (var slow =
                JobPoller.of(LIMIT.multipliedBy(10), Duration.ofSeconds(10), Clock.systemUTC(), onChange::add)) {
            slow.watch(DEMO, flink.address(), false);
            await().atMost(LIMIT).until(() -> slow.job(DEMO) != null);
            var first = slow.job(DEMO).at();

            slow.watch(DEMO, flink.address(), true);

            await().atMost(LIMIT).until(() -> slow.job(DEMO).at().isAfter(first.plusSeconds(1)));
        }
    }

    @Test
    void aJobThatIsNoLongerWatchedIsForgotten() {
        poller.watch(DEMO, flink.address(), false);
        await().atMost(LIMIT).until(() -> poller.job(DEMO) != null);

        poller.unwatch(DEMO);

        assertThat(poller.job(DEMO)).isNull();
        assertThat(poller.samples(DEMO)).isEqualTo(List.of());
    }

    private static PipelineKey demo(String name) {
        return new PipelineKey("lake", name);
    }
}
