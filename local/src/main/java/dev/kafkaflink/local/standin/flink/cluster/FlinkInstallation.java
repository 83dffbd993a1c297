package dev.kafkaflink.local.standin.flink.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Flink on this machine.
 *
 * @param lib folder with the jars of a Flink distribution
 * @param logging folder with a {@code log4j2.properties}, put before the jars
 * @param images the images that can be 'pulled'; all run this one Flink
 */
public record FlinkInstallation(Path lib, Path logging, List<FlinkImage> images) {
    public FlinkInstallation {
        images = List.copyOf(images);
    }

    Optional<FlinkImage> image(String name) {
        return images.stream().filter(image -> image.name().equals(name)).findFirst();
    }
}
