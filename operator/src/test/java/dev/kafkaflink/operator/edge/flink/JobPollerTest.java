package dev.kafkaflink.operator.edge.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobPollerTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final FakeJobManager flink = FakeJobManager.recorded();
    private final Queue<String> onChange = new ConcurrentLinkedQueue<>();
    private final JobPoller poller =
            JobPoller.of(Duration.ofMillis(50), Duration.ofSeconds(10), Clock.systemUTC(), onChange::add);

    @AfterEach
    void close() {
        poller.close();
        flink.close();
    }

    @Test
    void keepsTheLastAnswersOfAWatchedJob() {
        poller.watch("lake/demo", flink.address());

        await().atMost(LIMIT).until(() -> poller.samples("lake/demo").size() >= 3);
        assertThat(poller.job("lake/demo").state()).isEqualTo("RUNNING");
        assertThat(poller.samples("lake/demo")).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void tellsOfAChangeAndNotOfFigures() {
        poller.watch("lake/demo", flink.address());
        await().atMost(LIMIT).until(() -> poller.samples("lake/demo").size() >= 3);
        assertThat(onChange).containsExactly("lake/demo");

        flink.answer(
                "/jobs/0752add0178835e0634614e284922da8/metrics?get=numRestarts",
                FakeJobManager.json("[{\"id\":\"numRestarts\",\"value\":\"2\"}]"));

        await().atMost(LIMIT).until(() -> poller.job("lake/demo").restarts() == 2);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(onChange).containsExactly("lake/demo", "lake/demo"));
    }

    @Test
    void tellsThatAJobHasKeptItsFirstCheckpoint() {
        poller.watch("lake/demo", flink.address());
        await().atMost(LIMIT).until(() -> poller.samples("lake/demo").size() >= 3);

        flink.answer(
                "/jobs/0752add0178835e0634614e284922da8/checkpoints",
                FakeJobManager.checkpointIn("s3://lake/ns/delays"));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(onChange).containsExactly("lake/demo", "lake/demo"));
    }

    @Test
    void aSilentJobManagerDelaysNoOther() {
        try (var silent = new FakeJobManager();
                var patient =
                        JobPoller.of(Duration.ofMillis(50), LIMIT.multipliedBy(10), Clock.systemUTC(), onChange::add)) {
            silent.fallSilent();
            IntStream.range(0, 10).forEach(i -> patient.watch("lake/silent-" + i, silent.address()));
            await().atMost(LIMIT).until(() -> silent.asked().size() == 10);

            patient.watch("lake/demo", flink.address());

            await().atMost(LIMIT).until(() -> patient.samples("lake/demo").size() >= 3);
            assertThat(patient.job("lake/silent-0")).isNull();
        }
    }

    @Test
    void moreJobsThanAreAskedAtOnceAllGetTheirTurn() {
        IntStream.range(0, 100).forEach(i -> poller.watch("lake/demo-" + i, flink.address()));

        await().atMost(LIMIT).until(() -> IntStream.range(0, 100).allMatch(i -> poller.job("lake/demo-" + i) != null));
    }

    @Test
    void aJobManagerThatIsNotReadyIsAskedAgainAndANewAddressIsTaken() {
        try (var starting = new FakeJobManager()) {
            poller.watch("lake/demo", starting.address());
            await().atMost(LIMIT).until(() -> starting.asked().size() > 2);
            assertThat(poller.job("lake/demo")).isNull();

            poller.watch("lake/demo", flink.address());

            await().atMost(LIMIT).until(() -> poller.job("lake/demo") != null);
        }
    }

    @Test
    void theLastWordIsKeptWhenAJobManagerIsLost() {
        poller.watch("lake/demo", flink.address());
        await().atMost(LIMIT).until(() -> poller.job("lake/demo") != null);

        flink.close();

        assertThat(poller.job("lake/demo").state()).isEqualTo("RUNNING");
    }

    @Test
    void aJobThatIsNoLongerWatchedIsForgotten() {
        poller.watch("lake/demo", flink.address());
        await().atMost(LIMIT).until(() -> poller.job("lake/demo") != null);

        poller.unwatch("lake/demo");

        assertThat(poller.job("lake/demo")).isNull();
        assertThat(poller.samples("lake/demo")).isEqualTo(List.of());
    }
}
