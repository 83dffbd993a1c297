package dev.kafkaflink.local.standin.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.ProcessSpec;
import dev.kafkaflink.local.standin.flink.lifecycle.ErrorText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aKilledProcessIsStartedAgainAtOnceAndAClosedOneNeverAgain() {
        long second;
        try (SupervisedProcess process = supervise("sleep", "600")) {
            process.start();
            long first = process.pid();

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            await().atMost(LIMIT).until(() -> process.isRunning() && process.pid() != first);
            assertThat(process.waiting()).isEmpty();
            assertThat(lines).singleElement().asString().contains("ended with exit code 137");
            second = process.pid();
        }
        assertThat(ProcessHandle.of(second).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void oneThatEndsAgainAndAgainIsWaitedFor() {
        try (SupervisedProcess process = supervise("false")) {
            process.start();

            // Between two starts only: it is not to be asked for a second time.
            ErrorText waiting = await().atMost(LIMIT)
                    .until(process::waiting, Optional::isPresent)
                    .orElseThrow();
            assertThat(waiting.metadata()).containsEntry("reason", "CrashLoopBackOff");
            assertThat(process.neverStarted()).isFalse();
            assertThat(told)
                    .startsWith("started", "ended 1 [] again", "started", "ended 1 [] again")
                    .contains("back-off 1s restarting failed container=flink-main-container pod=test");
        }
    }

    @Test
    void oneThatCannotBeStartedSaysWhyAndIsTriedAgain() {
        List<String> attempts = new CopyOnWriteArrayList<>();
        SupervisedProcess.Launch launch = () -> {
            attempts.add("attempt");
            throw new ContainerWaitsException("ErrImagePull", "no such image");
        };
        try (SupervisedProcess process = supervise(launch, null)) {
            process.start();

            assertThat(process.waiting().orElseThrow().message()).isEqualTo("no such image");
            assertThat(process.neverStarted()).isTrue();
            await().atMost(LIMIT).until(() -> attempts.size() > 1);
            assertThat(told).startsWith("waits ErrImagePull no such image");
        }
    }

    @Test
    void oneThatIsReplacedIsNotStartedAgain() throws InterruptedException {
        CountDownLatch replaced = new CountDownLatch(1);
        try (SupervisedProcess process =
                supervise(launch("sh", "-c", "echo last words; exit 3"), replaced::countDown)) {
            process.start();

            assertThat(replaced.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(told).containsExactly("started", "ended 3 [last words]");
            process.start();
            assertThat(process.isRunning()).isFalse();
        }
    }

    private SupervisedProcess supervise(String... command) {
        return supervise(launch(command), null);
    }

    private SupervisedProcess.Launch launch(String... command) {
        return () -> ManagedProcess.start(ProcessSpec.of("test", List.of(command), folder.resolve("log")));
    }

    private SupervisedProcess supervise(SupervisedProcess.Launch launch, Runnable replace) {
        return new SupervisedProcess(
                "test",
                launch,
                new Listener(),
                new SupervisedProcess.Pace(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                replace,
                timer,
                lines::add);
    }

    private final class Listener implements SupervisedProcess.Listener {
        @Override
        public void waits(String reason, String message) {
            told.add("waits " + reason + " " + message);
        }

        @Override
        public void started() {
            told.add("started");
        }

        @Override
        public void ended(int exitCode, List<String> lastLines, boolean again) {
            told.add("ended " + exitCode + " " + lastLines + (again ? " again" : ""));
        }

        @Override
        public void backsOff(String message) {
            told.add(message);
        }

        @Override
        public String name() {
            return "test";
        }
    }
}
