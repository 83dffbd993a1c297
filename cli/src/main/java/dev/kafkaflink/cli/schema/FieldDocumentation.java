package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What the custom resource definition says of fields. */
public final class FieldDocumentation {
    private FieldDocumentation() {}

    /** The documentation of a field, or of the list that it is an element of; of one that the definition does not know: none. */
    public static Optional<String> of(JsonPointer field) {
        JsonNode schema = CrdSchema.openApi();
        Optional<String> nearest = Optional.empty();
        for (JsonPointer at = field; !at.matches(); at = at.tail()) {
            schema = at.mayMatchElement() ? schema.path("items") : CrdSchema.field(schema, at.getMatchingProperty());
            if (schema.isMissingNode()) {
                return Optional.empty();
            }
            String description = schema.path("description").asText();
            if (!description.isEmpty()) {
                nearest = Optional.of(description);
            }
        }
        return nearest;
    }
}
