package dev.kafkaflink.local.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the parts of the built project lie.
 *
 * @param root the folder of the checkout
 */
public record Project(Path root) {
    /** The system property by which {@code bin/kafkaflink} names the checkout. */
    public static final String HOME_PROPERTY = "kafkaflink.home";

    public Project {
        root = root.toAbsolutePath().normalize();
    }

    /** The checkout that {@code bin/kafkaflink} was called from. */
    public static Project ofThisProgram() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null) {
            throw new IllegalStateException(
                    "The system property " + HOME_PROPERTY + " does not name the checkout; call bin/kafkaflink.");
        }
        return new Project(Path.of(home));
    }

    Path controlPlaneSources() {
        return root.resolve("local/control-plane");
    }

    /** The jars of the broker. */
    public Path kafkaLibraries() {
        return built(root.resolve("local/kafka-dist/target/lib"), "local/kafka-dist");
    }

    Path operatorJar() {
        return built(root.resolve("operator/target/quarkus-app/quarkus-run.jar"), "operator");
    }

    Path jobJar() {
        return built(root.resolve("pipeline-job/target/pipeline-job.jar"), "pipeline-job");
    }

    Path flinkLibraries() {
        return built(root.resolve("pipeline-job/flink-dist/target/lib"), "pipeline-job/flink-dist");
    }

    Path flinkLogging() {
        return built(root.resolve("pipeline-job/flink-dist/target/conf/log4j2.properties"), "pipeline-job/flink-dist");
    }

    /** What {@code java -cp} takes to plan queries with the job's own code. */
    String plannerClassPath() {
        return jobJar() + File.pathSeparator + flinkLibraries().resolve("*");
    }

    Path operatorBase() {
        return root.resolve("deploy/base");
    }

    Path flinkRights() {
        return root.resolve("deploy/flink-rbac");
    }

    /** The project's own CRDs, and those that stand for Strimzi's and Flink's. */
    List<Path> definitions() {
        List<Path> files = new ArrayList<>(yamlFiles(root.resolve("crds")));
        files.addAll(yamlFiles(root.resolve("local/src/main/resources/crds")));
        return files;
    }

    private static Path built(Path file, String module) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "There is no " + file + "; build it with ./mvnw -DskipTests package -pl " + module + " -am.");
        }
        return file;
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }
}
