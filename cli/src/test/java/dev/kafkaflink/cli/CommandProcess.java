package dev.kafkaflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged command line as a process, as {@code bin/kafkaflink} runs it, in a folder that has nothing of the project. */
public final class CommandProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Process process;
    private final Path folder;

    private CommandProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts a command.
     *
     * @param folder where it is called; for its output and temporary files, too
     */
    public static CommandProcess start(Path folder, String... arguments) throws IOException {
        Path module = Path.of("").toRealPath();
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-Dkafkaflink.home=" + module.getParent(),
                "-cp",
                module.resolve("target/kafkaflink.jar") + ":" + module.resolve("target/lib") + "/*",
                Kafkaflink.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        return new CommandProcess(process, folder);
    }

    /** Gives it its standard input. */
    public CommandProcess feed(String input) throws IOException {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Waits until it has ended. */
    public Ran await() throws IOException, InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return new Ran(process.exitValue(), output(), Files.readString(folder.resolve("err")));
    }

    /** What it has printed so far. */
    public String output() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    /** Ends it by SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** What it has left among its temporary files, beside what the JVM itself keeps there. */
    public List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
