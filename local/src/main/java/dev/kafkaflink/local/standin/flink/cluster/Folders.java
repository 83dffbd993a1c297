package dev.kafkaflink.local.standin.flink.cluster;

import dev.kafkaflink.local.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of a cluster. */
final class Folders {
    private Folders() {}

    static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + folder, e);
        }
    }

    /** Makes the folder, or takes away what an earlier process left in it. */
    static Path empty(Path folder) {
        try {
            TemporaryFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot empty the folder " + folder, e);
        }
        return made(folder);
    }

    static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out " + link, e);
        }
    }
}
