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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProcessTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> lines = new CopyOnWriteArrayList<>();

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
        }
    }

    @Test
    void oneThatCannotBeStartedSaysWhyAndIsTriedAgain() {
        List<String> attempts = new CopyOnWriteArrayList<>();
        SupervisedProcess.Launch launch = () -> {
            attempts.add("attempt");
            throw new ContainerWaitsException("ErrImagePull", "no such image");
        };
        try (SupervisedProcess process = new SupervisedProcess("test", launch, timer, lines::add)) {
            process.start();

            assertThat(process.waiting().orElseThrow().message()).isEqualTo("no such image");
            assertThat(process.neverStarted()).isTrue();
            await().atMost(LIMIT).until(() -> attempts.size() > 1);
        }
    }

    private SupervisedProcess supervise(String... command) {
        return new SupervisedProcess(
                "test",
                () -> ManagedProcess.start(ProcessSpec.of("test", List.of(command), folder.resolve("log"))),
                timer,
                lines::add);
    }
}
