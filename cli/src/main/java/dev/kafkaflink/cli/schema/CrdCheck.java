package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an API server would say to a pipeline. */
public final class CrdCheck {
    private CrdCheck() {}

    /**
     * All that is wrong, at once. (An API server tells what breaks a rule only once the schema is kept.)
     *
     * @param pipeline the resource
     * @param before the resource that it replaces; null: none
     */
    public static List<Violation> look(JsonNode pipeline, JsonNode before) {
        List<Violation> ofSchema = SchemaCheck.look(pipeline);
        List<Violation> ofRules = RuleCheck.look(pipeline, before, ofSchema.isEmpty());
        return Stream.concat(ofSchema.stream(), ofRules.stream()).toList();
    }

    /**
     * A pipeline without the fields that its schema refuses, so that the rest can be looked at.
     *
     * @return empty if the rest lacks what a pipeline must have
     */
    public static Optional<JsonNode> withoutRefusedFields(JsonNode pipeline) {
        List<Violation> refused = SchemaCheck.look(pipeline);
        if (refused.isEmpty()) {
            return Optional.of(pipeline);
        }
        JsonNode rest = pipeline.deepCopy();
        for (Violation violation : refused) {
            if (rest.at(violation.at().head()) instanceof ObjectNode parent) {
                parent.remove(violation.at().last().getMatchingProperty());
            }
        }
        return SchemaCheck.look(rest).isEmpty() ? Optional.of(rest) : Optional.empty();
    }
}
