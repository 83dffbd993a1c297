package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.cli.yaml.InvalidYamlException;
import dev.kafkaflink.cli.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The schema of KafkaFlinkPipeline: OpenAPI v3 as in the custom resource definition, and JSON Schema made of it. */
public final class CrdSchema {
    private static final String FILE = "kafkaflinkpipelines.kafkaflink.dev-v1.yaml";
    /** What only an API server understands. */
    private static final String KUBERNETES = "x-kubernetes-";

    private CrdSchema() {}

    /** The definition's own schema, with the rules in CEL. */
    static JsonNode openApi() {
        return version().at("/schema/openAPIV3Schema");
    }

    /** The schema of an object's field: its own, or that of all fields that have none. */
    static JsonNode field(JsonNode object, String name) {
        JsonNode own = object.path("properties").path(name);
        return own.isMissingNode() ? object.path("additionalProperties") : own;
    }

    /**
     * A JSON Schema (draft 2020-12) for {@code pipeline.yaml}: what the definition says of types and values, and that no
     * other fields are allowed. The status is left out, for nobody writes it.
     */
    public static JsonNode jsonSchema() {
        ObjectNode schema = closed(openApi());
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "KafkaFlinkPipeline");
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties.remove("status");
        constant(
                properties,
                "apiVersion",
                "kafkaflink.dev/" + version().get("name").asText());
        constant(properties, "kind", "KafkaFlinkPipeline");
        properties.set("metadata", metadata(schema));
        ArrayNode required = schema.withArrayProperty("required");
        List.of("apiVersion", "kind", "metadata").forEach(required::add);
        return schema;
    }

    private static void constant(ObjectNode properties, String name, String value) {
        properties.withObjectProperty(name).put("type", "string").put("const", value);
    }

    private static ObjectNode metadata(ObjectNode schema) {
        ObjectNode metadata = schema.objectNode().put("type", "object");
        metadata.withObjectProperty("properties")
                .withObjectProperty("name")
                .put("type", "string")
                .put("minLength", 1);
        metadata.withArrayProperty("required").add("name");
        return metadata;
    }

    private static ObjectNode closed(JsonNode schema) {
        ObjectNode copy = ((ObjectNode) schema).objectNode();
        schema.properties().forEach(field -> {
            if (!field.getKey().startsWith(KUBERNETES)) {
                copy.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        if (schema.has("properties")) {
            ObjectNode properties = copy.putObject("properties");
            schema.get("properties")
                    .properties()
                    .forEach(field -> properties.set(field.getKey(), closed(field.getValue())));
            copy.put("additionalProperties", false);
        }
        for (String nested : List.of("items", "additionalProperties")) {
            if (schema.path(nested).isObject()) {
                copy.set(nested, closed(schema.get(nested)));
            }
        }
        return copy;
    }

    private static JsonNode version() {
        return Definition.CONTENT.at("/spec/versions/0");
    }

    /** Read when it is first asked for. */
    private static final class Definition {
        static final JsonNode CONTENT = read();

        private static JsonNode read() {
            try (InputStream file = CrdSchema.class.getResourceAsStream(FILE)) {
                String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
                return YamlFile.read(text).get(0).content();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InvalidYamlException e) {
                throw new IllegalStateException("The packaged definition is broken", e);
            }
        }
    }
}
