package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.desired.DesiredState;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.model.TopicFacts.Health;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What nobody needs any more: old definitions, and topics that the specification no longer lists and that are marked to
 * be deleted. Both wait until the job runs without them.
 */
final class Leftovers {
    private Leftovers() {}

    static List<ObjectKey> of(Observed observed, String hash, boolean jobRuns) {
        DeploymentFacts deployment = observed.deployment();
        if (!jobRuns || deployment == null || !deployment.well()) {
            return List.of();
        }
        List<ObjectKey> leftovers = new ArrayList<>();
        String namespace = observed.pipeline().getMetadata().getNamespace();
        String name = observed.pipeline().getMetadata().getName();
        Set<String> needed = Stream.of(hash, deployment.revision(), deployment.reconciledRevision())
                .map(revision -> Names.definition(name, revision))
                .collect(Collectors.toSet());
        observed.definitions().stream()
                .filter(definition -> !needed.contains(definition))
                .sorted()
                .forEach(definition -> leftovers.add(new ObjectKey("v1", "ConfigMap", namespace, definition)));
        Set<String> owned =
                OwnedTopic.of(observed).stream().map(OwnedTopic::resource).collect(Collectors.toSet());
        PipelineSpec spec = observed.pipeline().getSpec();
        // A topic that is taken out of the list and still read or written is not left over, whatever its mark says.
        Set<String> read = spec.readTopics();
        Set<String> written = spec.writtenTopics();
        observed.topics().stream()
                .filter(topic -> topic.owner().equals(OwnedTopic.owner(observed)))
                .filter(topic -> !owned.contains(topic.name())
                        && !read.contains(topic.topicName())
                        && !written.contains(topic.topicName()))
                .filter(TopicFacts::deleteWithPipeline)
                .filter(Leftovers::mayBeDeleted)
                .forEach(topic -> leftovers.add(key(topic)));
        return leftovers;
    }

    /**
     * Whether deleting it deletes only what the pipeline made: one that Strimzi cannot bring in line stands over a topic
     * that was there before, and would take that topic's data along.
     */
    static boolean mayBeDeleted(TopicFacts topic) {
        return !topic.deleting()
                && !(topic.health() == Health.NOT_READY && topic.reason().equals("NotSupported"));
    }

    static ObjectKey key(TopicFacts topic) {
        return new ObjectKey(DesiredState.TOPIC_API, DesiredState.TOPIC_KIND, topic.namespace(), topic.name());
    }
}
