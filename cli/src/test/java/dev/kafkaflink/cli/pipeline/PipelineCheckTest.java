package dev.kafkaflink.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.cli.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PipelineCheckTest {
    private static final Path BASE = Path.of("src/test/resources/explain/edited.yaml");
    private static final int PIPELINES = 150;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<JsonNode> VALUES = List.of(
            JSON.nullNode(),
            JSON.numberNode(-1),
            JSON.numberNode(99_999_999_999L),
            JSON.booleanNode(true),
            JSON.textNode(""),
            JSON.textNode("x y"),
            JSON.textNode("9999999999d"),
            JSON.objectNode(),
            JSON.arrayNode(),
            JSON.arrayNode().addNull());

    /** A pipeline in which some fields are gone or have another value: all that is wrong is told, and nothing is thrown. */
    @Test
    void neverFails() throws Exception {
        JsonNode base = YamlFile.read(Files.readString(BASE)).get(0).content();
        for (int seed = 0; seed < PIPELINES; seed++) {
            // JSON is YAML.
            String text = mutated(base, new Random(seed)).toString();
            assertThatCode(() -> PipelineFile.read(BASE, text)
                            .pipelines()
                            .forEach(document -> PipelineCheck.of(document, FileSchemas.OF_FOLDER)))
                    .as(text)
                    .doesNotThrowAnyException();
        }
    }

    private static JsonNode mutated(JsonNode base, Random random) {
        JsonNode pipeline = base.deepCopy();
        int mutations = 1 + random.nextInt(3);
        for (int i = 0; i < mutations; i++) {
            List<JsonNode> containers = new ArrayList<>();
            collect(pipeline, containers);
            JsonNode container = containers.get(random.nextInt(containers.size()));
            JsonNode value = VALUES.get(random.nextInt(VALUES.size())).deepCopy();
            boolean remove = random.nextInt(3) == 0;
            if (container instanceof ObjectNode object) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                if (remove) {
                    object.remove(name);
                } else {
                    object.set(name, value);
                }
            } else if (container instanceof ArrayNode array) {
                int index = random.nextInt(array.size());
                if (remove) {
                    array.remove(index);
                } else {
                    array.set(index, value);
                }
            }
        }
        return pipeline;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
