package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A KafkaTopic, as far as it counts.
 *
 * @param topicName the name that is asked for in Kafka
 * @param partitions null for the broker's default
 * @param replicas null for the broker's default
 * @param config Kafka's settings as text
 * @param status null before the first
 */
record TopicResource(
        String namespace,
        String name,
        long generation,
        Instant created,
        boolean deleting,
        boolean finalizer,
        boolean managed,
        boolean paused,
        String topicName,
        Integer partitions,
        Integer replicas,
        Map<String, String> config,
        TopicStatus status) {

    @SuppressWarnings("unchecked") // JSON as a tree of maps and lists
    static TopicResource of(GenericKubernetesResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        Map<String, Object> properties = resource.getAdditionalProperties();
        Map<String, Object> spec = (Map<String, Object>) properties.getOrDefault("spec", Map.of());
        Map<String, String> annotations = metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
        return new TopicResource(
                metadata.getNamespace(),
                metadata.getName(),
                metadata.getGeneration(),
                Instant.parse(metadata.getCreationTimestamp()),
                metadata.getDeletionTimestamp() != null,
                metadata.getFinalizers() != null && metadata.getFinalizers().contains(Strimzi.TOPIC_FINALIZER),
                !"false".equals(annotations.get(Strimzi.MANAGED_ANNOTATION)),
                "true".equals(annotations.get(Strimzi.PAUSE_ANNOTATION)),
                (String) spec.getOrDefault("topicName", metadata.getName()),
                integer(spec.get("partitions")),
                integer(spec.get("replicas")),
                texts((Map<String, Object>) spec.getOrDefault("config", Map.of())),
                TopicStatus.of((Map<String, Object>) properties.get("status")));
    }

    private static Integer integer(Object number) {
        return number == null ? null : Integer.valueOf(((Number) number).intValue());
    }

    private static Map<String, String> texts(Map<String, Object> config) {
        Map<String, String> texts = new TreeMap<>();
        config.forEach((key, value) -> texts.put(key, text(value)));
        return texts;
    }

    private static String text(Object value) {
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value);
    }

    /** How Strimzi's messages name a resource. */
    String ref() {
        return "Ref{namespace='" + namespace + "', name='" + name + "'}";
    }
}
