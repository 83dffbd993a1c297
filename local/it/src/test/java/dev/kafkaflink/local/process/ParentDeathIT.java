package dev.kafkaflink.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A parent JVM with a child JVM and a temporary folder, ended in the two ways that an impatient person has. */
class ParentDeathIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    @Test
    void aKilledParentTakesItsChildAlong() throws IOException, InterruptedException {
        Family family = startFamily("killed");

        family.parent().kill();

        await().atMost(LIMIT).until(() -> !family.child().isAlive());
    }

    @Test
    void aTerminatedParentLeavesNothingBehind() throws IOException, InterruptedException {
        Family family = startFamily("terminated");

        family.parent().stop();

        assertThat(family.child().isAlive()).isFalse();
        assertThat(family.childFolder()).doesNotExist();
    }

    private record Family(ManagedProcess parent, ProcessHandle child, Path childFolder) {}

    private static Family startFamily(String name) throws IOException, InterruptedException {
        Path signs = Files.createDirectory(folder.resolve(name));
        ManagedProcess parent = ManagedProcess.start(ProcessSpec.of(
                        "parent",
                        JavaCommand.of(Parent.class.getName(), classPath(), "32m", List.of(signs.toString()))
                                .withSystemProperties(Map.of("java.io.tmpdir", signs.toString()))
                                .toCommand(),
                        signs.resolve("parent.log"))
                // One that is killed before it is done leaves its folder behind.
                .withStopLimit(LIMIT));
        parent.awaitReady(() -> Files.exists(signs.resolve("ready")), LIMIT);
        List<String> facts = Files.readAllLines(signs.resolve("ready"));
        ProcessHandle child = ProcessHandle.of(Long.parseLong(facts.get(0))).orElseThrow();
        return new Family(parent, child, Path.of(facts.get(1)));
    }

    private static List<String> classPath() {
        return List.of(Path.of("target", "test-classes").toAbsolutePath().toString());
    }

    /** Starts a child in a temporary folder, says so, and waits for its own end. */
    public static final class Parent {
        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path signs = Path.of(arguments[0]);
            TemporaryFolder temporary = TemporaryFolder.create("parent-death");
            ManagedProcess child = ManagedProcess.start(ProcessSpec.of(
                    "child",
                    JavaCommand.of(
                                    Child.class.getName(),
                                    List.of(System.getProperty("java.class.path")),
                                    "32m",
                                    List.of())
                            .toCommand(),
                    temporary.path().resolve("child.log")));
            child.awaitReady(() -> child.logTail(1).contains("up"), LIMIT);
            Path ready = signs.resolve("ready");
            Path draft = Files.writeString(signs.resolve("draft"), child.pid() + "\n" + temporary.path() + "\n");
            Files.move(draft, ready);
            new CountDownLatch(1).await();
        }
    }

    /** Waits to be ended. */
    public static final class Child {
        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("up");
            new CountDownLatch(1).await();
        }
    }
}
