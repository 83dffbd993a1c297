package dev.kafkaflink.operator.core.model;

import dev.kafkaflink.operator.core.naming.PipelineKey;
import java.time.Instant;
import java.util.Map;

/**
 * A KafkaTopic of the cluster, whoever created it.
 *
 * @param namespace its namespace
 * @param name the KafkaTopic's name
 * @param resourceVersion its version on the API server
 * @param topicName the topic's name in Kafka
 * @param cluster its label strimzi.io/cluster; empty: it has none
 * @param owner the pipeline in its labels; null: somebody else created it
 * @param deleteWithPipeline whether it is marked to go with its pipeline
 * @param deletedAt since when it is being deleted; null: it is not
 * @param created when it was created
 * @param changed when its specification was last written; null: not known
 * @param spec what is asked of Strimzi; numbers of the topic are null where the cluster's default counts
 * @param generation of its specification
 * @param observedGeneration the one that its status speaks of; 0: it has no status
 * @param health what Strimzi says of it
 * @param reason Strimzi's reason; empty: none
 * @param message Strimzi's message; empty: none
 * @param confirmed when Strimzi last wrote whether it is ready; null: never
 * @param topicId Kafka's id of the topic; empty: Strimzi does not say
 * @param made what its mark says of who made the topic in Kafka, see {@link dev.kafkaflink.operator.core.naming.Labels#MADE};
 *     empty: it has none
 */
public record TopicFacts(
        String namespace,
        String name,
        String resourceVersion,
        String topicName,
        String cluster,
        PipelineKey owner,
        boolean deleteWithPipeline,
        Instant deletedAt,
        Instant created,
        Instant changed,
        Spec spec,
        long generation,
        long observedGeneration,
        Health health,
        String reason,
        String message,
        Instant confirmed,
        String topicId,
        String made) {

    /** Whether its labels name the pipeline. */
    public boolean belongsTo(PipelineKey pipeline) {
        return pipeline.equals(owner);
    }

    /** Whether it is being deleted. */
    public boolean deleting() {
        return deletedAt != null;
    }

    /** When it was last written. */
    public Instant lastMoved() {
        return changed == null || changed.isBefore(created) ? created : changed;
    }

    /**
     * What a KafkaTopic asks for.
     *
     * @param partitions number of partitions; null: the cluster's default
     * @param replicas number of replicas; null: the cluster's default
     * @param config Kafka's settings, values as text
     */
    public record Spec(Integer partitions, Integer replicas, Map<String, String> config) {

        public Spec {
            config = Map.copyOf(config);
        }
    }

    /** What Strimzi says of a topic. */
    public enum Health {
        /** Nothing. */
        UNKNOWN,
        /** Ready=True. */
        READY,
        /** Ready=False. */
        NOT_READY,
        /** ReconciliationPaused=True. */
        PAUSED,
        /** Unmanaged=True. */
        UNMANAGED
    }
}
