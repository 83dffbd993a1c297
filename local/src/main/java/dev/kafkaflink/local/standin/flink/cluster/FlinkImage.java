package dev.kafkaflink.local.standin.flink.cluster;

import java.nio.file.Path;
import java.util.Map;

/**
 * What stands for a container image: only its files outside Flink's own folders matter.
 *
 * @param name as in {@code spec.image}
 * @param files paths in the container, for instance {@code /opt/flink/usrlib/job.jar}, to files of this machine
 */
public record FlinkImage(String name, Map<String, Path> files) {
    public FlinkImage {
        files = Map.copyOf(files);
    }
}
