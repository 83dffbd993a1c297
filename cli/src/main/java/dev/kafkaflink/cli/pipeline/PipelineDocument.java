package dev.kafkaflink.cli.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kafkaflink.cli.yaml.Place;
import dev.kafkaflink.cli.yaml.YamlDocument;
import java.nio.file.Path;

/**
 * A pipeline as it stands in a file.
 *
 * @param file the file, as it was named
 * @param yaml what stands there, and where
 */
public record PipelineDocument(Path file, YamlDocument yaml) {
    private static final String DEFAULT_NAMESPACE = "default";

    JsonNode content() {
        return yaml.content();
    }

    /** Its name; empty if it has none. */
    public String name() {
        return content().at("/metadata/name").asText();
    }

    /** The namespace that it names, or the one that {@code kubectl} would take. */
    public String namespace() {
        return content().at("/metadata/namespace").asText(DEFAULT_NAMESPACE);
    }

    /** The folder of the schemas that a registry has, beside the file; it need not be there. */
    public Path schemas() {
        return file.resolveSibling(SchemaFolder.NAME);
    }

    /** A problem with a field; one that is not there is shown where the nearest one around it stands. */
    public FileProblem problem(JsonPointer field, String message) {
        return new FileProblem(file, place(field), field, message);
    }

    /** A problem within a text, such as a query. */
    public FileProblem problem(JsonPointer field, Place within, String message) {
        return new FileProblem(file, yaml.within(field, within), field, message);
    }

    // An object is shown by its name: its value may begin on the next line.
    private Place place(JsonPointer field) {
        return content().at(field).isValueNode() ? yaml.valueAt(field) : yaml.fieldAt(field);
    }
}
