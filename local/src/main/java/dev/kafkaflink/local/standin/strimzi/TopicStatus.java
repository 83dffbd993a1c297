package dev.kafkaflink.local.standin.strimzi;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A KafkaTopic's status without its times; {@code topicName} and {@code topicId} are null where they are not written. */
record TopicStatus(long observedGeneration, Condition condition, String topicName, String topicId) {

    /** Reads a status that this stand-in wrote; null for none. */
    @SuppressWarnings("unchecked") // JSON as a tree of maps and lists
    static TopicStatus of(Map<String, Object> written) {
        if (written == null || written.isEmpty()) {
            return null;
        }
        List<Map<String, Object>> conditions =
                (List<Map<String, Object>>) written.getOrDefault("conditions", List.of());
        return new TopicStatus(
                ((Number) written.getOrDefault("observedGeneration", 0)).longValue(),
                conditions.isEmpty() ? null : Condition.of(conditions.get(0)),
                (String) written.get("topicName"),
                (String) written.get("topicId"));
    }

    Map<String, Object> asMap(Instant now) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("conditions", List.of(condition.asMap(now.toString())));
        map.put("observedGeneration", observedGeneration);
        if (topicName != null) {
            map.put("topicName", topicName);
        }
        if (topicId != null) {
            map.put("topicId", topicId);
        }
        return map;
    }
}
