package dev.kafkaflink.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A child process to start.
 *
 * @param name what messages call it, for instance {@code kube-apiserver}
 * @param command program and arguments
 * @param environment added to this process's own environment
 * @param directory the working directory; must exist
 * @param log where standard output and standard error go, appended; its folder must exist
 * @param stopLimit how long it may take to end after SIGTERM before it is killed
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        Duration stopLimit) {
    /** What Kubernetes gives a pod. */
    private static final Duration DEFAULT_STOP_LIMIT = Duration.ofSeconds(30);

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A process that works in the folder of its log, with thirty seconds to end. */
    public static ProcessSpec of(String name, List<String> command, Path log) {
        Path directory = log.toAbsolutePath().getParent();
        return new ProcessSpec(name, command, Map.of(), directory, log, DEFAULT_STOP_LIMIT);
    }

    public ProcessSpec withEnvironment(String variable, String value) {
        Map<String, String> extended = new LinkedHashMap<>(environment);
        extended.put(variable, value);
        return new ProcessSpec(name, command, extended, directory, log, stopLimit);
    }

    public ProcessSpec withDirectory(Path newDirectory) {
        return new ProcessSpec(name, command, environment, newDirectory, log, stopLimit);
    }

    public ProcessSpec withStopLimit(Duration newLimit) {
        return new ProcessSpec(name, command, environment, directory, log, newLimit);
    }
}
