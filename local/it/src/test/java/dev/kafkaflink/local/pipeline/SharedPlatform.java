package dev.kafkaflink.local.pipeline;

import dev.kafkaflink.local.platform.LocalPlatform;
import dev.kafkaflink.local.platform.Project;
import dev.kafkaflink.local.process.TemporaryFolder;
import dev.kafkaflink.local.standin.flink.FlinkOperatorSettings.Timing;
import java.nio.file.Path;

/** One platform for all tests of this JVM: started by the first that asks, ended with the JVM. */
final class SharedPlatform {
    private static LocalPlatform platform;

    private SharedPlatform() {}

    static synchronized LocalPlatform get() throws InterruptedException {
        if (platform == null) {
            Project project = new Project(Path.of("../.."));
            TemporaryFolder folder = TemporaryFolder.create("kafkaflink-it-");
            LocalPlatform started = LocalPlatform.start(
                    project,
                    LocalPlatform.binaries(project, System.out::println),
                    folder.path(),
                    System.out::println,
                    Timing.QUICK);
            started.publishKafka("kafka", "events");
            platform = started;
        }
        return platform;
    }
}
