package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.PipelineSpec;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.decide.Decision.Removal;
import dev.kafkaflink.operator.core.desired.DesiredState;
import dev.kafkaflink.operator.core.model.DeploymentFacts;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.naming.Names;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.TopicOrigin;
import java.util.ArrayList;
import java.util.Comparator;
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

    static List<Removal> of(Observed observed, String hash, boolean jobRuns) {
        DeploymentFacts deployment = observed.deployment();
        if (!jobRuns || deployment == null || !deployment.well()) {
            return List.of();
        }
        List<Removal> leftovers = new ArrayList<>();
        String namespace = observed.pipeline().getMetadata().getNamespace();
        String name = observed.pipeline().getMetadata().getName();
        Set<String> needed = Stream.of(
                        hash,
                        deployment.spec().revision().definition(),
                        deployment.status().reconciled().revision().definition(),
                        deployment.status().stable().revision().definition())
                .map(definition -> Names.definition(name, definition))
                .collect(Collectors.toSet());
        observed.definitions().stream()
                .filter(definition -> !needed.contains(definition))
                .sorted()
                .forEach(definition ->
                        leftovers.add(new Removal(new ObjectKey("v1", "ConfigMap", namespace, definition), "")));
        // A job that was put back reads and writes topics that the specification may no longer list.
        if (deployment.origin().rolledBack().isEmpty()) {
            topics(observed)
                    .filter(topic -> TopicOrigin.stays(observed, topic).isEmpty())
                    .forEach(topic -> leftovers.add(removal(topic)));
        }
        return leftovers;
    }

    /** The topics that are marked to be deleted and stay all the same. */
    static Stream<TopicStatus> staying(Observed observed) {
        return topics(observed)
                .sorted(Comparator.comparing(TopicFacts::name))
                .flatMap(topic -> TopicOrigin.staysForGood(observed, topic)
                        .map(why -> new TopicStatus(topic.topicName(), null, null, null, why))
                        .stream());
    }

    // A topic that is taken out of the list and still read or written is not left over, whatever its mark says.
    private static Stream<TopicFacts> topics(Observed observed) {
        PipelineSpec spec = observed.pipeline().getSpec();
        if (spec == null) {
            return Stream.empty();
        }
        Set<String> owned =
                OwnedTopic.of(observed).stream().map(OwnedTopic::resource).collect(Collectors.toSet());
        Set<String> written = spec.writtenTopics();
        return observed.topics().stream()
                .filter(topic -> topic.belongsTo(OwnedTopic.owner(observed)))
                .filter(topic -> !owned.contains(topic.name())
                        && !spec.reads(topic.topicName())
                        && !written.contains(topic.topicName()))
                .filter(topic -> topic.deleteWithPipeline() && !topic.deleting());
    }

    static Removal removal(TopicFacts topic) {
        return new Removal(
                new ObjectKey(DesiredState.TOPIC_API, DesiredState.TOPIC_KIND, topic.namespace(), topic.name()),
                topic.resourceVersion());
    }
}
