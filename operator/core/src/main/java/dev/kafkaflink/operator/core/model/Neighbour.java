package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.time.Instant;
import java.util.Set;

/**
 * Another pipeline on the same Kafka that uses a topic of the pipeline, and is not being deleted.
 *
 * @param pipeline which one
 * @param created when it was created
 * @param topics the names in Kafka of all topics that it owns, reads or writes, the dead letters' included
 */
public record Neighbour(PipelineKey pipeline, Instant created, Set<String> topics) {

    public Neighbour {
        topics = Set.copyOf(topics);
    }
}
