package dev.kafkaflink.cli.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the files that a command was given. */
public final class PipelineFiles {
    private static final Path STANDARD_INPUT = Path.of("-");

    private PipelineFiles() {}

    /**
     * Reads files.
     *
     * @param named files; folders, for each {@code *.yaml} and {@code *.yml} in them; {@code -} for standard input
     * @throws ParameterException if one of them is not there or is no text
     */
    public static List<PipelineFile> read(CommandLine command, List<Path> named) {
        try {
            List<PipelineFile> files = new ArrayList<>();
            for (Path name : named) {
                for (Path file : expand(command, name)) {
                    files.add(PipelineFile.read(file, text(command, file)));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> expand(CommandLine command, Path name) throws IOException {
        if (!Files.isDirectory(name)) {
            return List.of(name);
        }
        try (Stream<Path> all = Files.list(name)) {
            List<Path> found = all.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new ParameterException(command, "There is no *.yaml in the folder " + name);
            }
            return found;
        }
    }

    private static String text(CommandLine command, Path file) throws IOException {
        try {
            return file.equals(STANDARD_INPUT)
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ParameterException(command, "There is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new ParameterException(command, file + " is no text in UTF-8", e);
        }
    }
}
