package dev.kafkaflink.operator.edge.planner;

import dev.kafkaflink.crds.jobdef.PlanRequest;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Requests that wait for the planner: one for each pipeline, the newest. Namespaces take turns, so that many slow queries of one
 * hold up another by one of them. Not thread-safe.
 */
final class PlanQueue {
    /** In the order of their turns. */
    private final Map<String, Map<PipelineKey, PlanRequest>> namespaces = new LinkedHashMap<>();

    /** Lets a request wait; one of the same pipeline that waits already gives its place to it. */
    void put(PipelineKey pipeline, PlanRequest request) {
        namespaces
                .computeIfAbsent(pipeline.namespace(), namespace -> new LinkedHashMap<>())
                .put(pipeline, request);
    }

    /** Takes the request whose turn it is; its namespace is the last to have the next turn. */
    Optional<PlanRequest> next() {
        Iterator<Map.Entry<String, Map<PipelineKey, PlanRequest>>> turns =
                namespaces.entrySet().iterator();
        if (!turns.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<String, Map<PipelineKey, PlanRequest>> turn = turns.next();
        String namespace = turn.getKey();
        Map<PipelineKey, PlanRequest> waiting = turn.getValue();
        turns.remove();
        PipelineKey first = waiting.keySet().iterator().next();
        PlanRequest request = waiting.remove(first);
        if (!waiting.isEmpty()) {
            namespaces.put(namespace, waiting);
        }
        return Optional.of(request);
    }

    /** Takes out what waits for a pipeline. */
    void remove(PipelineKey pipeline) {
        namespaces.computeIfPresent(pipeline.namespace(), (namespace, waiting) -> {
            waiting.remove(pipeline);
            return waiting.isEmpty() ? null : waiting;
        });
    }
}
