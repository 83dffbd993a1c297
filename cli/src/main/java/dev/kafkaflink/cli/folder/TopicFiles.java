package dev.kafkaflink.cli.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that are called after the topics whose records they hold. */
public final class TopicFiles {
    /** What stands behind a topic in the name of its file. */
    public static final String ENDING = ".jsonl";

    private TopicFiles() {}

    /** The files {@code TOPIC.jsonl} of a folder by topic; none if there is no such folder. */
    public static Map<String, Path> in(Path folder) {
        Map<String, Path> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(ENDING)) {
                    files.put(name.substring(0, name.length() - ENDING.length()), file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
        return files;
    }
}
