package dev.kafkaflink.cli.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** From the nodes of a document to JSON and places. */
final class DocumentReader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<String> lines;
    private final Map<JsonPointer, Place> keys = new HashMap<>();
    private final Map<JsonPointer, Place> values = new HashMap<>();
    private final Map<JsonPointer, TextForm> texts = new HashMap<>();
    private final StandardConstructor scalars = new StandardConstructor(
            LoadSettings.builder().setSchema(new CoreSchema()).build());

    /** @param lines those of the whole file */
    DocumentReader(List<String> lines) {
        this.lines = lines;
    }

    YamlDocument read(Node root) throws InvalidYamlException {
        return new YamlDocument(value(root, JsonPointer.empty()), keys, values, texts);
    }

    private JsonNode value(Node node, JsonPointer at) throws InvalidYamlException {
        values.put(at, start(node));
        if (node instanceof MappingNode mapping) {
            return object(mapping, at);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(value(element, at.appendIndex(array.size())));
            }
            return array;
        }
        return scalar((ScalarNode) node, at);
    }

    private ObjectNode object(MappingNode mapping, JsonPointer at) throws InvalidYamlException {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidYamlException(start(field.getKeyNode()), "the name of a field must be a text");
            }
            if (object.has(key.getValue())) {
                throw new InvalidYamlException(
                        start(key), "the field '%s' stands here twice; keep one".formatted(key.getValue()));
            }
            JsonPointer here = at.appendProperty(key.getValue());
            keys.put(here, start(key));
            object.set(key.getValue(), value(field.getValueNode(), here));
        }
        return object;
    }

    private JsonNode scalar(ScalarNode node, JsonPointer at) {
        if (node.getTag().equals(Tag.STR)) {
            texts.put(at, form(node));
            return JSON.textNode(node.getValue());
        }
        Object value = scalars.constructSingleDocument(Optional.of(node));
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof Boolean bool) {
            return JSON.booleanNode(bool);
        }
        if (value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        }
        if (value instanceof BigInteger big) {
            return JSON.numberNode(big);
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return JSON.numberNode(BigDecimal.valueOf(number));
        }
        texts.put(at, form(node));
        return JSON.textNode(node.getValue());
    }

    private TextForm form(ScalarNode node) {
        Place start = start(node);
        if (node.getScalarStyle() == ScalarStyle.LITERAL) {
            return TextForm.block(new Place(start.line() + 1, 1), indent(node, start));
        }
        boolean quoted = node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
                || node.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
        return TextForm.line(quoted ? new Place(start.line(), start.column() + 1) : start);
    }

    /** What stands before the first character of a block's first line with content. */
    private int indent(ScalarNode node, Place header) {
        List<String> content = node.getValue().lines().toList();
        for (int i = 0; i < content.size(); i++) {
            if (!content.get(i).isEmpty()) {
                return lines.get(header.line() + i).length() - content.get(i).length();
            }
        }
        return 0;
    }

    private static Place start(Node node) {
        Mark mark = node.getStartMark().orElseThrow();
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
