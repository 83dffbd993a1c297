package dev.kafkaflink.operator.edge.events;

import dev.kafkaflink.operator.core.model.PodFacts.Exit;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The last ends of processes by pipeline; a pod tells of each of its own several times, or goes. */
final class PodExits {
    /** More than are told of: the older ones are of no use. */
    private static final int KEPT = 10;

    private final Map<ResourceID, List<Exit>> exits = new ConcurrentHashMap<>();

    void add(ResourceID pipeline, List<Exit> told) {
        if (!told.isEmpty()) {
            exits.merge(pipeline, told, PodExits::newest);
        }
    }

    /** Newest first. */
    List<Exit> of(ResourceID pipeline) {
        return exits.getOrDefault(pipeline, List.of());
    }

    void forget(ResourceID pipeline) {
        exits.remove(pipeline);
    }

    private static List<Exit> newest(List<Exit> one, List<Exit> other) {
        return Stream.concat(one.stream(), other.stream())
                .distinct()
                .sorted(Comparator.comparing(Exit::at).reversed().thenComparing(Exit::pod))
                .limit(KEPT)
                .toList();
    }
}
