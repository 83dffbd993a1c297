package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.RestoreDecision;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;

/**
 * The objects that a pipeline is made of, each whole and without a status.
 *
 * @param topics its KafkaTopics
 * @param definition the ConfigMap of its job's definition; null: the one that is there stays
 * @param deployment its FlinkDeployment
 */
public record DesiredState(
        List<GenericKubernetesResource> topics, ConfigMap definition, GenericKubernetesResource deployment) {
    /** API version and kind of a KafkaTopic. */
    public static final String TOPIC_API = TopicResources.API_VERSION;

    public static final String TOPIC_KIND = TopicResources.KIND;
    /** API version and kind of a FlinkDeployment. */
    public static final String DEPLOYMENT_API = DeploymentResources.API_VERSION;

    public static final String DEPLOYMENT_KIND = DeploymentResources.KIND;

    public DesiredState {
        topics = List.copyOf(topics);
    }

    /**
     * What a pipeline asks for. Its specification must be in order.
     *
     * @param handover what its job is made from
     * @param restore where its job begins
     * @param mayDrop whether state may be left behind that the job has no use for
     */
    public static DesiredState of(Observed observed, Handover handover, RestoreDecision restore, boolean mayDrop) {
        return new DesiredState(
                OwnedTopic.of(observed).stream()
                        .map(topic -> TopicResources.of(observed, topic))
                        .toList(),
                handover.definition() == null ? null : DefinitionMaps.of(observed.pipeline(), handover.definition()),
                DeploymentResources.of(observed, handover, restore, mayDrop));
    }
}
