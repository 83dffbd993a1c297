package dev.kafkaflink.cli.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as CEL takes it. */
final class CelValues {
    private CelValues() {}

    /** A value as its schema types it: of a field of type {@code number}, 1 is 1.0. */
    static Object of(JsonNode schema, JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.properties()
                    .forEach(field ->
                            map.put(field.getKey(), of(CrdSchema.field(schema, field.getKey()), field.getValue())));
            return map;
        }
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(element -> list.add(of(schema.path("items"), element)));
            return list;
        }
        if (value.isNumber()) {
            boolean whole =
                    value.isIntegralNumber() && !schema.path("type").asText().equals("number");
            return whole ? (Object) value.longValue() : (Object) value.doubleValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }
}
