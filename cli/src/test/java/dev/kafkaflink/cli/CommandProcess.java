package dev.kafkaflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.local.process.ShutdownStack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged command line as a process, as {@code bin/kafkaflink} runs it, in a folder that has nothing of the project. */
public final class CommandProcess implements AutoCloseable {
    /** For a slow machine: what goes well takes seconds. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path JAR = MODULE.resolve("target/kafkaflink.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path ARCHIVE = MODULE.resolve("target/commands-under-test.jsa");
    /** In the place of its copy: beside it lie the archives that the tests of the platform have made. */
    private static final Path PLATFORM = MODULE.resolve("../local/target").normalize();

    private final Process process;
    private final Path folder;
    private final ShutdownStack.Entry entry;

    private CommandProcess(Process process, Path folder) {
        this.process = process;
        this.entry = ShutdownStack.register("command", process::destroy);
        this.folder = folder;
    }

    /**
     * Starts a command.
     *
     * @param folder where it is called; for its output and temporary files, too
     */
    public static CommandProcess start(Path folder, String... arguments) throws IOException, InterruptedException {
        prepare(folder);
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> options = List.of(
                "-XX:SharedArchiveFile=" + ARCHIVE,
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Djava.io.tmpdir=" + temporary);
        Process process = new ProcessBuilder(command(options, arguments))
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        return new CommandProcess(process, folder);
    }

    /** Makes the archive of classes unless it is there, as bin/kafkaflink makes its own. */
    private static synchronized void prepare(Path folder) throws IOException, InterruptedException {
        if (Files.exists(ARCHIVE) && newer(ARCHIVE, JAR)) {
            return;
        }
        Files.deleteIfExists(ARCHIVE);
        List<String> options = List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Xlog:disable");
        String example = MODULE.resolve("../examples/hello").toString();
        new ProcessBuilder(command(options, "test", example))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prepared").toFile())
                .start()
                .waitFor();
        assertThat(ARCHIVE).as(Files.readString(folder.resolve("prepared"))).exists();
        Files.delete(folder.resolve("prepared"));
    }

    private static boolean newer(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
    }

    /** With the options of bin/kafkaflink. */
    private static List<String> command(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MetaspaceSize=192m",
                "-Dkafkaflink.home=" + MODULE.getParent()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), Kafkaflink.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(JAR.resolveSibling("lib"))) {
            return Stream.concat(Stream.of(JAR), jars.sorted())
                    .map(jar -> jar.getFileName().toString().startsWith("local-")
                            ? PLATFORM.resolve(jar.getFileName())
                            : jar)
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
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

    /** Waits until it has printed this. */
    public void awaitOutput(String text) {
        Awaitility.await(text)
                .atMost(LIMIT)
                .failFast(() -> assertThat(process.isAlive()).as(output()).isTrue())
                .until(() -> output().contains(text));
    }

    /** All processes that it has started, and those that they have. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Ends it by SIGTERM. */
    public void terminate() {
        process.toHandle().destroy();
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
        terminate();
        process.onExit().join();
        entry.remove();
    }
}
