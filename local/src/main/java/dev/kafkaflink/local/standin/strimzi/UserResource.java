package dev.kafkaflink.local.standin.strimzi;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;

/**
 * A KafkaUser, as far as it counts.
 *
 * @param authentication {@code spec.authentication.type}; null for none
 * @param acls {@code spec.authorization.acls}; null where there is no authorization
 * @param status as it was written; null before the first
 */
record UserResource(
        String namespace,
        String name,
        String uid,
        long generation,
        boolean deleting,
        String authentication,
        List<Map<String, Object>> acls,
        Map<String, Object> status) {
    static final String SCRAM = "scram-sha-512";

    @SuppressWarnings("unchecked") // JSON as a tree of maps and lists
    static UserResource of(GenericKubernetesResource resource) {
        Map<String, Object> properties = resource.getAdditionalProperties();
        Map<String, Object> spec = (Map<String, Object>) properties.getOrDefault("spec", Map.of());
        Map<String, Object> authentication = (Map<String, Object>) spec.getOrDefault("authentication", Map.of());
        Map<String, Object> authorization = (Map<String, Object>) spec.getOrDefault("authorization", Map.of());
        return new UserResource(
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                resource.getMetadata().getUid(),
                resource.getMetadata().getGeneration(),
                resource.getMetadata().getDeletionTimestamp() != null,
                (String) authentication.get("type"),
                (List<Map<String, Object>>) authorization.get("acls"),
                (Map<String, Object>) properties.get("status"));
    }

    /** The Secret of its credentials. */
    String secretName() {
        return name;
    }
}
