package dev.kafkaflink.local.standin.flink.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Flink on this machine.
 *
 * @param lib folder with the jars of a Flink distribution
 * @param logging Log4j's properties file
 * @param classArchive under which name the loaded classes of its processes are kept, for the next ones
 * @param images the images that can be 'pulled'; all run this one Flink
 */
public record FlinkInstallation(Path lib, Path logging, String classArchive, List<FlinkImage> images) {
    public FlinkInstallation {
        images = List.copyOf(images);
    }

    Optional<FlinkImage> image(String name) {
        return images.stream().filter(image -> image.name().equals(name)).findFirst();
    }
}
