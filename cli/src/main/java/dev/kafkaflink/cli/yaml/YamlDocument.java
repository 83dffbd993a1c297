package dev.kafkaflink.cli.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A document of a YAML file.
 *
 * @param content what it says
 * @param keys where the key of each field stands
 * @param values where each value stands
 * @param texts how each text stands in the file
 */
public record YamlDocument(
        JsonNode content,
        Map<JsonPointer, Place> keys,
        Map<JsonPointer, Place> values,
        Map<JsonPointer, TextForm> texts) {

    public YamlDocument {
        keys = Map.copyOf(keys);
        values = Map.copyOf(values);
        texts = Map.copyOf(texts);
    }

    /** Where a value stands; one that is not there: where the nearest value around it does. */
    public Place valueAt(JsonPointer pointer) {
        return values.get(nearest(pointer));
    }

    /** Where a field begins: its key, or an element of a list; one that is not there: where the nearest one around it does. */
    public Place fieldAt(JsonPointer pointer) {
        JsonPointer nearest = nearest(pointer);
        return keys.getOrDefault(nearest, values.get(nearest));
    }

    /**
     * Where in the file a place within a text stands.
     *
     * @param pointer the text
     * @param within line and column of the text itself
     */
    public Place within(JsonPointer pointer, Place within) {
        TextForm form = texts.get(pointer);
        return form == null ? valueAt(pointer) : form.inFile(within);
    }

    private JsonPointer nearest(JsonPointer pointer) {
        JsonPointer at = pointer;
        while (!values.containsKey(at)) {
            at = at.head();
        }
        return at;
    }
}
