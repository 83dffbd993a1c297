package dev.kafkaflink.operator.edge.planner;

import dev.kafkaflink.operator.edge.config.OperatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the planner's process is run.
 *
 * @param java the program {@code java}
 * @param classPath as {@code java -cp} takes it
 * @param heap as {@code java -Xmx} takes it
 * @param timeout how long one definition may take
 */
record PlannerCommand(Path java, String classPath, String heap, Duration timeout) {
    private static final String MAIN_CLASS = "dev.kafkaflink.job.Main";
    /** All that the child sees of the operator's environment, which may hold credentials. */
    private static final List<String> ENVIRONMENT = List.of("HOME", "LANG", "LC_ALL", "PATH", "TZ");

    static PlannerCommand of(OperatorSettings.Planner settings) {
        var java = settings.java().orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"));
        return new PlannerCommand(java, settings.classPath(), settings.heap(), settings.timeout());
    }

    /** @param folder the child's own temporary folder */
    ProcessBuilder builder(Path folder) {
        var builder = new ProcessBuilder(
                java.toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Room for the classes of the planner, which would else be made by three full collections.
                "-XX:MetaspaceSize=160m",
                "-XX:+ExitOnOutOfMemoryError",
                // What the virtual machine itself prints must not stand between the answers.
                "-XX:+DisplayVMOutputToStderr",
                // Flink unpacks its planner there and leaves it behind.
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath,
                MAIN_CLASS,
                "validate",
                "--stdin");
        Map<String, String> inherited = new TreeMap<>(builder.environment());
        inherited.keySet().retainAll(ENVIRONMENT);
        builder.environment().clear();
        builder.environment().putAll(inherited);
        return builder.directory(folder.toFile());
    }
}
