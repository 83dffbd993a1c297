package dev.kafkaflink.local.standin.flink.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was done to one resource, and the statuses that the real operator gave it, from a file in flink-recordings. */
record Recording(String name, List<Step> steps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A step; exactly one of its parts counts. */
    record Step(JsonNode spec, JsonNode patch, String event, boolean delete, boolean gone, Line line) {}

    /** A status: lifecycleState, job, job manager, observedGeneration/generation, and the error or an empty text. */
    record Line(String status, String error) {
        @Override
        public String toString() {
            return status + (error.isEmpty() ? "" : " ! " + error);
        }
    }

    static Recording load(String file) {
        try (InputStream yaml = Recording.class.getResourceAsStream("/flink-recordings/" + file + ".yaml")) {
            JsonNode root = JSON.valueToTree(new KubernetesSerialization().unmarshal(yaml, Map.class));
            List<Step> steps = new ArrayList<>();
            for (JsonNode step : root.path("steps")) {
                steps.add(step(step));
            }
            return new Recording(root.path("name").asText(), steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Step step(JsonNode step) {
        Line line = step.has("status")
                ? new Line(
                        step.path("status").asText(), shorten(step.path("error").asText("")))
                : null;
        return new Step(
                step.get("spec"),
                step.get("patch"),
                step.path("event").asText(null),
                step.path("delete").asBoolean(),
                step.path("gone").asBoolean(),
                line);
    }

    /** The operator's own words count; those of Kubernetes and Flink are only told apart by their kind. */
    static String shorten(String error) {
        boolean own = error.startsWith("ValidationException") || error.startsWith("UpgradeFailureException");
        int colon = error.indexOf(':');
        return own || colon < 0 ? error : error.substring(0, colon);
    }

    /** A JSON merge patch. */
    static ObjectNode merge(JsonNode target, JsonNode patch) {
        ObjectNode merged =
                target != null && target.isObject() ? ((ObjectNode) target).deepCopy() : JSON.createObjectNode();
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else if (field.getValue().isObject()) {
                merged.set(field.getKey(), merge(merged.get(field.getKey()), field.getValue()));
            } else {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged;
    }

    /** Drops what repeats: the same line, or the same two lines in turn, as when something is tried again and again. */
    static List<Line> withoutRepetition(List<Line> lines) {
        List<Line> kept = new ArrayList<>();
        for (Line line : lines) {
            kept.add(line);
            for (int length = 1; length <= 3; length++) {
                int size = kept.size();
                if (size >= 2 * length
                        && kept.subList(size - length, size).equals(kept.subList(size - 2 * length, size - length))) {
                    kept.subList(size - length, size).clear();
                }
            }
        }
        return kept;
    }
}
