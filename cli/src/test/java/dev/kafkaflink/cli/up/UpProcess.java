package dev.kafkaflink.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.cli.Kafkaflink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged command as a process, as {@code bin/kafkaflink} runs it, with a folder for temporary files of its own. */
final class UpProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final Process process;
    private final Path log;
    private final Path temporary;

    private UpProcess(Process process, Path log, Path temporary) {
        this.process = process;
        this.log = log;
        this.temporary = temporary;
    }

    static UpProcess start(Path folder, String... arguments) throws IOException {
        Path log = folder.resolve("up.log");
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-Dkafkaflink.home=" + Path.of("..").toRealPath(),
                "-cp",
                "target/kafkaflink.jar:target/lib/*",
                Kafkaflink.class.getName(),
                "up"));
        command.addAll(List.of(arguments));
        if (!command.contains("--timeout")) {
            // Two at once on a slow machine: longer than a person would wait.
            command.addAll(List.of("--timeout", "15m"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new UpProcess(process, log, temporary);
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitOutput(String text) {
        await(text)
                .atMost(LIMIT)
                .failFast(() -> assertThat(process.isAlive()).as(output()).isTrue())
                .until(() -> output().contains(text));
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    /** All processes that it has started, and those that they have. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** What it left of its temporary files. */
    List<Path> leftovers() throws IOException {
        try (var files = Files.list(temporary)) {
            return files.toList();
        }
    }

    @Override
    public void close() {
        terminate();
        process.onExit().join();
    }
}
