package dev.kafkaflink.local.standin.flink.cluster;

import java.nio.file.Path;
import java.util.Map;

/**
 * What stands for a container image: only its files outside Flink's own folders matter.
 *
 * @param name as in {@code spec.image}
 * @param files paths in the container, for instance {@code /opt/flink/usrlib/job.jar}, to files of this machine
 * @param places folders of the container in which the job looks for what is mounted there, although neither its arguments nor
 *     Flink's settings name them: by the system property that names another
 */
public record FlinkImage(String name, Map<String, Path> files, Map<String, String> places) {
    public FlinkImage {
        files = Map.copyOf(files);
        places = Map.copyOf(places);
    }
}
