package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
}
