package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.decide.Decision.Removal;
import dev.kafkaflink.operator.core.desired.DesiredState;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.Reason;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.TopicOrigin;
import dev.kafkaflink.operator.core.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipeline that is being deleted: first its job ends, then the topics go that are to go with it. The others stay with
 * their labels, so that a pipeline of the same name finds its topics again. ConfigMaps go by their owner reference.
 */
final class Deletion {
    private static final Duration REQUEUE_AFTER = Duration.ofSeconds(5);

    private Deletion() {}

    static Decision decide(Observed observed, Instant now) {
        List<Removal> delete = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        List<TopicFacts> marked = marked(observed);
        boolean jobThere =
                observed.deployment() != null && observed.deployment().ours();
        if (jobThere) {
            findings.add(Finding.of(Reason.Deleting, "the pipeline is being deleted; its job is being stopped"));
            if (!observed.deployment().deleting()) {
                delete.add(new Removal(
                        new ObjectKey(
                                DesiredState.DEPLOYMENT_API,
                                DesiredState.DEPLOYMENT_KIND,
                                observed.pipeline().getMetadata().getNamespace(),
                                observed.deployment().name()),
                        ""));
            }
        } else {
            List<TopicFacts> leaving = marked.stream()
                    .filter(topic -> topic.deleting()
                            || TopicOrigin.stays(observed, topic).isEmpty())
                    .toList();
            leaving.stream()
                    .filter(topic -> !topic.deleting())
                    .map(Leftovers::removal)
                    .forEach(delete::add);
            if (!leaving.isEmpty()) {
                findings.add(Finding.of(
                        Reason.Deleting,
                        "the pipeline is being deleted; its topics with deletionPolicy Delete are being deleted"));
            }
        }
        boolean released = findings.isEmpty();
        if (released) {
            findings.add(Finding.of(Reason.Deleting, "the pipeline is being deleted"));
        }
        return new Decision(
                findings,
                null,
                null,
                List.of(),
                delete,
                released,
                Statuses.deleting(observed, findings.get(0), topics(observed, marked), now),
                released ? null : REQUEUE_AFTER);
    }

    private static List<TopicFacts> marked(Observed observed) {
        return observed.topics().stream()
                .filter(topic -> topic.owner().equals(OwnedTopic.owner(observed)))
                .filter(topic -> goes(observed, topic))
                .toList();
    }

    // The specification knows better than the mark, which may not have been brought up to date.
    private static boolean goes(Observed observed, TopicFacts topic) {
        return OwnedTopic.of(observed).stream()
                .filter(owned -> owned.resource().equals(topic.name()))
                .findFirst()
                .map(OwnedTopic::goesWithPipeline)
                .orElse(topic.deleteWithPipeline());
    }

    // As they were last told, and of those that were to go and stay, why.
    private static List<TopicStatus> topics(Observed observed, List<TopicFacts> marked) {
        PipelineStatus previous = observed.pipeline().getStatus();
        Map<String, TopicStatus> topics = new LinkedHashMap<>();
        if (previous != null) {
            previous.topics().forEach(topic -> topics.put(topic.name(), topic));
        }
        marked.stream()
                .filter(topic -> !topic.deleting())
                .sorted(Comparator.comparing(TopicFacts::name))
                .forEach(topic -> TopicOrigin.stays(observed, topic)
                        .ifPresent(why ->
                                topics.put(topic.topicName(), staying(topics.get(topic.topicName()), topic, why))));
        return List.copyOf(topics.values());
    }

    private static TopicStatus staying(TopicStatus known, TopicFacts topic, String why) {
        return known == null
                ? Statuses.topic(topic.topicName(), topic.spec().partitions(), topic, null, why)
                : new TopicStatus(known.name(), known.ready(), known.partitions(), known.message(), why);
    }
}
