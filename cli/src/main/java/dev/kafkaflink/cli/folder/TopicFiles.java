package dev.kafkaflink.cli.folder;

import dev.kafkaflink.cli.console.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that are called after the topics whose records they hold. */
public final class TopicFiles {
    /** What stands behind a topic in the name of its file. */
    public static final String ENDING = ".jsonl";

    /** What stands there for records that are no text. */
    static final String BASE64 = ".base64";

    private TopicFiles() {}

    /** The files {@code TOPIC.jsonl} of a folder by topic; none if there is no such folder. */
    public static Map<String, Path> in(Path folder) {
        return in(folder, List.of(ENDING));
    }

    /**
     * The files of what topics are fed, {@code TOPIC.jsonl} or {@code TOPIC.base64}, by topic; none if there is no such folder.
     *
     * @throws CommandFailure if a topic has two
     */
    public static Map<String, Path> inputs(Path folder) {
        return in(folder, List.of(ENDING, BASE64));
    }

    private static Map<String, Path> in(Path folder, List<String> endings) {
        Map<String, Path> files = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                endings.stream().filter(name::endsWith).forEach(ending -> {
                    Path other = files.put(name.substring(0, name.length() - ending.length()), file);
                    if (other != null) {
                        throw new CommandFailure(
                                file + ": there is " + other.getFileName() + " for the same topic, too;"
                                        + " whose records come first? Put all of them into one file.");
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
        return files;
    }

    /** Whether the records of a file are written in base64. */
    static boolean isBase64(Path file) {
        return file.getFileName().toString().endsWith(BASE64);
    }
}
