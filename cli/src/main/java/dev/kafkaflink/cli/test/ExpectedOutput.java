package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.engine.Engine;
import dev.kafkaflink.local.platform.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What a new folder makes of its input. */
public final class ExpectedOutput {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private ExpectedOutput() {}

    /**
     * Runs a folder once, and writes what comes out into its {@code expected/}.
     *
     * @param temporary a folder for Kafka and Flink
     * @return what kept it from running; empty: nothing
     */
    public static List<String> write(Path folder, Path temporary) throws InterruptedException {
        try (Engine engine = Engine.start(Project.ofThisProgram().kafkaLibraries(), 1, temporary)) {
            return new TestRun(engine, LIMIT, true)
                    .run(List.of(folder), 1, result -> {})
                    .get(0)
                    .problems();
        }
    }
}
