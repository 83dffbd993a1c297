package dev.kafkaflink.operator.core.status;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.Metrics;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceSchema;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import java.util.List;

/**
 * What a status has besides conditions.
 *
 * @param topics the topics that the pipeline owns
 * @param notes what is told of the job besides how it is
 * @param metrics the figures; null: none
 * @param cluster the id of the Kafka cluster that the job is on; null: not known
 * @param schemas where sources have their columns from that do not list them
 */
public record StatusParts(
        List<TopicStatus> topics, JobNotes notes, Metrics metrics, String cluster, List<SourceSchema> schemas) {
    /** Nothing. */
    public static final StatusParts NONE = new StatusParts(List.of(), JobNotes.NONE, null, null, List.of());
}
