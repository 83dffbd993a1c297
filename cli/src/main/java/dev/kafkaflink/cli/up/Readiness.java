package dev.kafkaflink.cli.up;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a pipeline's conditions say about its present specification. */
final class Readiness {
    private Readiness() {}

    /** Whether it is Ready as it is specified now. */
    static boolean isReady(GenericKubernetesResource pipeline) {
        return current(pipeline) && condition(pipeline, "Ready", "True").isPresent();
    }

    /** Whether it has come to its end. */
    static boolean isFinished(GenericKubernetesResource pipeline) {
        return condition(pipeline, "Ready", "True")
                .filter(condition -> "Finished".equals(condition.get("reason")))
                .isPresent();
    }

    /** Why it will not become Ready by itself; empty while it may. */
    static Optional<String> stalled(GenericKubernetesResource pipeline) {
        return current(pipeline) ? condition(pipeline, "Stalled", "True").map(Readiness::text) : Optional.empty();
    }

    /** What its Ready condition says. */
    static String message(GenericKubernetesResource pipeline) {
        return conditions(pipeline).stream()
                .filter(condition -> "Ready".equals(condition.get("type")))
                .findFirst()
                .map(Readiness::text)
                .orElse("the operator has not said anything about it");
    }

    private static String text(Map<String, Object> condition) {
        return condition.get("reason") + ": " + condition.get("message");
    }

    private static boolean current(GenericKubernetesResource pipeline) {
        Number observed = pipeline.get("status", "observedGeneration");
        return observed != null
                && observed.longValue() == pipeline.getMetadata().getGeneration();
    }

    private static Optional<Map<String, Object>> condition(
            GenericKubernetesResource pipeline, String type, String status) {
        return conditions(pipeline).stream()
                .filter(condition -> type.equals(condition.get("type")) && status.equals(condition.get("status")))
                .findFirst();
    }

    private static List<Map<String, Object>> conditions(GenericKubernetesResource pipeline) {
        return Objects.requireNonNullElse(pipeline.get("status", "conditions"), List.of());
    }
}
