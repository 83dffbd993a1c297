package dev.kafkaflink.local.platform;

import dev.kafkaflink.local.process.JavaCommand;
import dev.kafkaflink.local.process.ManagedProcess;
import dev.kafkaflink.local.process.Ports;
import dev.kafkaflink.local.process.ProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operator in a process of its own. It can be killed and started again. */
public final class OperatorProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    /** What {@code java -jar} would run; called by name, so that the operator ends with this JVM. */
    private static final String MAIN_CLASS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private static final String HEAP = "256m";

    private final Path jar;
    private final Map<String, String> settings;
    private final Path folder;
    private final int port;
    private ManagedProcess process;

    /**
     * Nothing runs before {@link #start()}.
     *
     * @param jar the operator's {@code quarkus-run.jar}
     * @param settings environment variables
     * @param folder where it works and logs
     */
    OperatorProcess(Path jar, Map<String, String> settings, Path folder) {
        this.jar = jar;
        this.port = Ports.free();
        Map<String, String> all = new TreeMap<>(settings);
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        this.settings = all;
        this.folder = folder;
    }

    /** Starts it and returns at once. */
    public void start() {
        writeEnvironment();
        List<String> command = JavaCommand.of(MAIN_CLASS, List.of(jar.toString()), HEAP, List.of())
                .withOptions(List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // One that is killed leaves its planner's temporary files behind: they go with the folder.
                        "-Djava.io.tmpdir=" + folder.toAbsolutePath()))
                .withClassArchive("operator")
                .toCommand();
        ProcessSpec spec = ProcessSpec.of("operator", command, folder.resolve("operator.log"));
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            spec = spec.withEnvironment(setting.getKey(), setting.getValue());
        }
        process = ManagedProcess.start(spec);
    }

    /** Returns when the operator says by its readiness check that it works. */
    public void awaitReady() throws InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(PROBE_LIMIT)
                .build();
        process.awaitReady(() -> isReady(http, request), READY_LIMIT);
    }

    private static boolean isReady(HttpClient http, HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.kill();
    }

    /** What runs; replaced by {@link #start()}. */
    public ManagedProcess process() {
        return process;
    }

    /** A file that a shell can read: the environment to run an operator in the place of this one. */
    public Path environmentFile() {
        return folder.resolve("operator.env");
    }

    private void writeEnvironment() {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) ->
                text.append("export ").append(name).append("='").append(value).append("'\n"));
        try {
            Files.writeString(environmentFile(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + environmentFile(), e);
        }
    }

    /** Where its health, readiness and metrics are served. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
