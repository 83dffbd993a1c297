package dev.kafkaflink.cli.folder;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of pipelines.
 *
 * @param manifests what its {@code *.yaml} files hold, in the order of their names
 * @param inputs the files {@code input/TOPIC.jsonl} and {@code input/TOPIC.base64} by topic
 * @param expected the files {@code expected/TOPIC.jsonl} by topic
 */
public record PipelineFolder(List<Manifest> manifests, Map<String, Path> inputs, Map<String, Path> expected) {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    /** A resource and the file that holds it. */
    public record Manifest(Path file, GenericKubernetesResource resource) {
        public boolean isPipeline() {
            return resource.getKind().equals(PipelineFile.KIND);
        }
    }

    /** Reads a folder. Throws CommandFailure for one that cannot be run. */
    public static PipelineFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is no folder; name one that holds a pipeline.yaml.");
        }
        List<Manifest> manifests = new ArrayList<>();
        for (Path file : files(folder, ".yaml")) {
            manifests.addAll(parse(file));
        }
        if (manifests.stream().noneMatch(Manifest::isPipeline)) {
            throw new CommandFailure(folder + " has no *.yaml with a resource of kind " + PipelineFile.KIND + ".");
        }
        return new PipelineFolder(
                manifests, TopicFiles.inputs(folder.resolve("input")), TopicFiles.in(folder.resolve("expected")));
    }

    private static List<Manifest> parse(Path file) {
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                if (document.isObject()) {
                    manifests.add(new Manifest(file, resource(file, document)));
                }
            }
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new CommandFailure(file + place + ": this is no valid YAML: " + facts(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return manifests;
    }

    /** The message without the excerpts of the text, which begin with a space. */
    private static String facts(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }

    private static GenericKubernetesResource resource(Path file, JsonNode document) throws JsonProcessingException {
        for (String field : List.of("/apiVersion", "/kind", "/metadata/name")) {
            if (!document.at(field).isTextual()) {
                throw new CommandFailure(
                        file + ": there is no " + field.substring(1).replace('/', '.')
                                + "; a Kubernetes resource needs apiVersion, kind and metadata.name.");
            }
        }
        return YAML.treeToValue(document, GenericKubernetesResource.class);
    }

    private static List<Path> files(Path folder, String suffix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }
}
