package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.kafkaflink.crds.spelling.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Types, values and fields, as the schema has them. */
final class SchemaCheck {
    private static final JsonNode FIELDS = CrdSchema.jsonSchema();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(FIELDS);

    private SchemaCheck() {}

    static List<Violation> look(JsonNode pipeline) {
        return SCHEMA.validate(pipeline).stream()
                .map(message -> violation(message, pipeline))
                .sorted(Comparator.comparing(violation -> violation.at().toString()))
                .toList();
    }

    private static Violation violation(ValidationMessage message, JsonNode pipeline) {
        JsonPointer at = pointer(message.getInstanceLocation());
        JsonNode value = pipeline.at(at);
        JsonNode schema = message.getSchemaNode();
        String property = message.getProperty();
        return switch (message.getType()) {
            case "additionalProperties" -> unknown(at, property, message);
            case "required" ->
                Violation.ofKey(
                        at.appendProperty(property),
                        "the field '%s' is missing%s"
                                .formatted(
                                        property,
                                        description(parent(message)
                                                .path("properties")
                                                .path(property))));
            case "enum" -> Violation.ofValue(at, noneOf(value, words(schema)));
            case "const" -> Violation.ofValue(at, "%s is not '%s'".formatted(shown(value), schema.asText()));
            case "type" -> Violation.ofValue(at, "%s is no %s".formatted(shown(value), typeName(schema.asText())));
            case "pattern" ->
                Violation.ofValue(
                        at,
                        "%s does not match the pattern %s%s"
                                .formatted(shown(value), schema.asText(), description(parent(message))));
            case "minimum" -> Violation.ofValue(at, "%s is less than %s".formatted(shown(value), number(schema)));
            case "maximum" -> Violation.ofValue(at, "%s is more than %s".formatted(shown(value), number(schema)));
            case "minLength" ->
                Violation.ofValue(at, "the text must have at least %s".formatted(count(schema, "character")));
            case "maxLength" ->
                Violation.ofValue(at, "the text must have at most %s".formatted(count(schema, "character")));
            case "minItems" -> Violation.ofValue(at, "the list needs at least %s".formatted(count(schema, "element")));
            case "maxItems" ->
                Violation.ofValue(at, "the list may have at most %s".formatted(count(schema, "element")));
            default -> Violation.ofValue(at, message.getMessage());
        };
    }

    private static Violation unknown(JsonPointer at, String property, ValidationMessage message) {
        List<String> known = new ArrayList<>();
        parent(message).path("properties").fieldNames().forEachRemaining(known::add);
        String question = Spelling.question(property, known);
        return Violation.ofKey(
                at.appendProperty(property),
                "there is no field '%s'%s".formatted(property, question.isEmpty() ? elsewhere(property) : question));
    }

    /** Where a field of a similar name stands. */
    private static String elsewhere(String property) {
        Map<String, String> places = new TreeMap<>();
        collect(FIELDS, "", places);
        return Spelling.nearest(property, places.keySet())
                .map(name -> "; did you mean %s.%s?".formatted(places.get(name), name))
                .orElse("");
    }

    private static void collect(JsonNode schema, String path, Map<String, String> places) {
        schema.path("properties").properties().forEach(field -> {
            if (!path.isEmpty()) {
                places.putIfAbsent(field.getKey(), path);
            }
            String nested = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            collect(field.getValue(), nested, places);
            collect(field.getValue().path("items"), nested + "[]", places);
        });
    }

    /** The schema of the object that a message is about. */
    private static JsonNode parent(ValidationMessage message) {
        JsonNodePath path = message.getEvaluationPath().getParent();
        return FIELDS.at(pointer(path));
    }

    private static String description(JsonNode schema) {
        String text = schema.path("description").asText();
        return text.isEmpty() ? "" : ": " + firstSentence(text);
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text.replaceAll("\\.$", "") : text.substring(0, end);
    }

    private static String noneOf(JsonNode value, List<String> words) {
        return "%s is none of %s%s"
                .formatted(shown(value), String.join(", ", words), Spelling.question(value.asText(), words));
    }

    private static List<String> words(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toList());
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? "'" + value.asText() + "'" : value.toString();
    }

    private static String count(JsonNode count, String what) {
        return count.asInt() == 1 ? "one " + what : count.asInt() + " " + what + "s";
    }

    private static String number(JsonNode limit) {
        return limit.decimalValue().stripTrailingZeros().toPlainString();
    }

    private static String typeName(String type) {
        return switch (type) {
            case "string" -> "text; put it in quotes";
            case "integer" -> "whole number";
            case "boolean" -> "true or false";
            case "array" -> "list";
            default -> type;
        };
    }

    private static JsonPointer pointer(JsonNodePath path) {
        JsonPointer pointer = JsonPointer.empty();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object name = path.getElement(i);
            pointer = name instanceof Integer index
                    ? pointer.appendIndex(index)
                    : pointer.appendProperty(name.toString());
        }
        return pointer;
    }
}
