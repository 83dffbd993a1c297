package dev.kafkaflink.cli.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaflink.cli.yaml.InvalidYamlException;
import dev.kafkaflink.cli.yaml.YamlDocument;
import dev.kafkaflink.cli.yaml.YamlFile;
import dev.kafkaflink.crds.spelling.Spelling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of Kubernetes resources.
 *
 * @param file the file, as it was named
 * @param lines its text
 * @param pipelines the pipelines among its resources; what else it holds is not looked at
 * @param problems what keeps it from being read
 */
public record PipelineFile(
        Path file, List<String> lines, List<PipelineDocument> pipelines, List<FileProblem> problems) {
    /** The resource's kind. */
    public static final String KIND = "KafkaFlinkPipeline";

    private static final String GROUP = "kafkaflink.dev/";
    private static final JsonPointer WHOLE = JsonPointer.empty();
    private static final JsonPointer KIND_FIELD = JsonPointer.valueOf("/kind");

    public PipelineFile {
        lines = List.copyOf(lines);
        pipelines = List.copyOf(pipelines);
        problems = List.copyOf(problems);
    }

    /** Reads a file that is there. */
    public static PipelineFile read(Path file) {
        try {
            return read(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** Reads the text of a file. */
    public static PipelineFile read(Path file, String text) {
        List<PipelineDocument> pipelines = new ArrayList<>();
        List<FileProblem> problems = new ArrayList<>();
        try {
            for (YamlDocument document : YamlFile.read(text)) {
                sort(new PipelineDocument(file, document), pipelines, problems);
            }
        } catch (InvalidYamlException e) {
            problems.add(new FileProblem(file, e.place(), WHOLE, e.getMessage()));
        }
        return new PipelineFile(file, text.lines().toList(), pipelines, problems);
    }

    private static void sort(PipelineDocument document, List<PipelineDocument> pipelines, List<FileProblem> problems) {
        JsonNode content = document.content();
        String kind = content.path("kind").asText();
        if (!content.isObject() || kind.isEmpty()) {
            problems.add(document.problem(
                    WHOLE, "this is no Kubernetes resource: it needs apiVersion, kind and metadata.name"));
        } else if (kind.equals(KIND) || content.path("apiVersion").asText().startsWith(GROUP)) {
            pipelines.add(document);
        } else if (Spelling.nearest(kind, List.of(KIND)).isPresent()) {
            problems.add(document.problem(
                    KIND_FIELD, "'%s' is no kind of resource here; did you mean '%s'?".formatted(kind, KIND)));
        }
    }
}
