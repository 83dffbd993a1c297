package dev.kafkaflink.operator.core.desired;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;

/**
 * The objects that a pipeline is made of, each whole and without a status.
 *
 * @param topics its KafkaTopics
 * @param definition the ConfigMap of its job's definition
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
     * @param definition of its job
     */
    public static DesiredState of(Observed observed, JobDefinition definition, Instant now) {
        return new DesiredState(
                OwnedTopic.of(observed).stream()
                        .map(topic -> TopicResources.of(observed, topic))
                        .toList(),
                DefinitionMaps.of(
                        observed.pipeline(),
                        definition,
                        PlanRequests.of(observed, definition).hash()),
                DeploymentResources.of(observed, DefinitionJson.hash(definition), now));
    }
}
