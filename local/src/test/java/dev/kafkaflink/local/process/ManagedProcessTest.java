package dev.kafkaflink.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void isReadyWhenItsConditionHolds() throws InterruptedException {
        Path sign = folder.resolve("sign");
        try (ManagedProcess process = shell("touch sign; exec sleep 60")) {
            process.awaitReady(() -> Files.exists(sign), LIMIT);

            assertThat(process.isAlive()).isTrue();
            assertThat(process.exitCode()).isEmpty();
        }
    }

    @Test
    void anEarlyEndIsReportedWithTheLog() {
        try (ManagedProcess process = shell("echo no such flag; exit 7")) {
            assertThatThrownBy(() -> process.awaitReady(() -> false, LIMIT))
                    .isInstanceOfSatisfying(ProcessFailedException.class, e -> assertThat(e.addressInUse())
                            .isFalse())
                    .hasMessageContaining("shell ended with exit code 7")
                    .hasMessageContaining("no such flag");
        }
    }

    @Test
    void aTakenPortIsRecognised() {
        try (ManagedProcess process = shell("echo 'bind: Address already in use'; exit 1")) {
            assertThatThrownBy(() -> process.awaitReady(() -> false, LIMIT))
                    .isInstanceOfSatisfying(ProcessFailedException.class, e -> assertThat(e.addressInUse())
                            .isTrue());
        }
    }

    @Test
    void theLastProbesFailureIsReportedWhenTimeRunsOut() {
        try (ManagedProcess process = shell("exec sleep 60")) {
            assertThatThrownBy(() -> process.awaitReady(
                            () -> {
                                throw new IllegalStateException("connection refused");
                            },
                            Duration.ofSeconds(1)))
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContaining("shell was not ready after 1000 ms (connection refused)");
        }
    }

    @Test
    void stopLetsItEndInOrder() throws InterruptedException {
        ManagedProcess process = shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        process.awaitReady(() -> process.logTail(1).contains("up"), LIMIT);

        process.stop();

        assertThat(process.exitCode()).hasValue(0);
        assertThat(process.logTail(1)).containsExactly("bye");
    }

    @Test
    void stopKillsWhatDoesNotEnd() throws InterruptedException {
        ProcessSpec spec = spec("trap '' TERM; echo up; exec sleep 60").withStopLimit(Duration.ofMillis(100));
        ManagedProcess process = ManagedProcess.start(spec);
        process.awaitReady(() -> process.logTail(1).contains("up"), LIMIT);

        process.stop();

        assertThat(process.exitCode()).hasValue(128 + 9);
    }

    @Test
    void whatItStartedEndsWithIt() throws InterruptedException {
        ManagedProcess process = shell("sleep 60 & echo $!; wait");
        process.awaitReady(() -> !process.logTail(1).isEmpty(), LIMIT);
        long grandchild = Long.parseLong(process.logTail(1).get(0));
        assertThat(ProcessHandle.of(grandchild)).isPresent();

        process.stop();

        await().atMost(LIMIT).until(() -> ProcessHandle.of(grandchild)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }

    @Test
    void aMissingProgramIsNamed() {
        ProcessSpec spec = ProcessSpec.of("etcd", List.of("/no/such/etcd"), folder.resolve("log"));

        assertThatThrownBy(() -> ManagedProcess.start(spec))
                .isInstanceOf(ProcessFailedException.class)
                .hasMessageContaining("etcd cannot be started")
                .hasMessageContaining("/no/such/etcd");
    }

    private ManagedProcess shell(String script) {
        return ManagedProcess.start(spec(script));
    }

    private ProcessSpec spec(String script) {
        return ProcessSpec.of("shell", List.of("sh", "-c", script), folder.resolve("log"));
    }
}
