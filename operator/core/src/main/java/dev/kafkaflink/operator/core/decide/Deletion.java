package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.TopicStatus;
import dev.kafkaflink.operator.core.decide.Decision.ObjectKey;
import dev.kafkaflink.operator.core.decide.Decision.Removal;
import dev.kafkaflink.operator.core.desired.DesiredState;
import dev.kafkaflink.operator.core.model.Finding;
import dev.kafkaflink.operator.core.model.KafkaLook.Question;
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
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pipeline that is being deleted: first its job ends, then its open transactions are aborted and the topics go that are to
 * go with it. The others stay with
 * their labels, so that a pipeline of the same name finds its topics again. ConfigMaps go by their owner reference.
 */
final class Deletion {
    private static final Duration REQUEUE_AFTER = Duration.ofSeconds(5);
    private static final Duration REQUEUE_STUCK_AFTER = Duration.ofSeconds(30);
    /** The Flink operator needs some seconds, Strimzi less than one; while Kafka is away, Strimzi needs 80 s to say so. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Deletion() {}

    static Decision decide(Observed observed, Instant now) {
        List<Removal> delete = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        List<TopicFacts> marked = marked(observed);
        boolean jobThere =
                observed.deployment() != null && observed.deployment().ours();
        Optional<Question> toAsk = jobThere ? Optional.empty() : unansweredQuestion(observed);
        if (jobThere) {
            findings.add(stoppingJob(observed, now));
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
            // Whoever took the Kafka away took its topics along, or will.
            boolean kafkaThere = observed.kafka() != null;
            List<TopicFacts> awaited = leaving.stream()
                    .filter(topic -> kafkaThere || !topic.deleting())
                    .toList();
            if (!awaited.isEmpty()) {
                findings.add(deletingTopics(awaited, now));
            }
        }
        if (toAsk.isPresent() && findings.isEmpty()) {
            findings.add(Finding.of(
                    Reason.Deleting,
                    "the pipeline is being deleted; its open transactions in Kafka are being aborted"));
        }
        boolean released = findings.isEmpty();
        if (released) {
            findings.add(
                    notAborted(observed).orElseGet(() -> Finding.of(Reason.Deleting, "the pipeline is being deleted")));
        }
        return new Decision(
                findings,
                null,
                toAsk.orElse(null),
                Map.of(),
                List.of(),
                delete,
                released,
                Statuses.deleting(observed, findings.get(0), topics(observed, marked), now),
                released
                        ? null
                        : findings.get(0).reason() == Reason.DeletionStuck ? REQUEUE_STUCK_AFTER : REQUEUE_AFTER);
    }

    // An answer always comes: where Kafka gives none in time, the reader says so.
    private static Optional<Question> unansweredQuestion(Observed observed) {
        return KafkaQuestions.afterDeletion(observed).filter(question -> !isAnswered(observed, question));
    }

    private static boolean isAnswered(Observed observed, Question question) {
        return observed.look() != null && observed.look().question().equals(question);
    }

    private static Optional<Finding> notAborted(Observed observed) {
        return KafkaQuestions.afterDeletion(observed)
                .filter(question ->
                        isAnswered(observed, question) && !observed.look().answered())
                .map(question -> Finding.of(
                        Reason.TransactionsLeftOpen,
                        "the pipeline is being deleted, but Kafka at %s did not let its open transactions be aborted (%s): if there are any, readers of committed records wait until they time out"
                                .formatted(
                                        question.bootstrapServers(),
                                        observed.look().failure())));
    }

    /** Whether a pipeline is being deleted for longer than that takes. */
    static boolean isOverdue(KafkaFlinkPipeline pipeline, Instant now) {
        String since = pipeline.getMetadata().getDeletionTimestamp();
        return since != null && !Instant.parse(since).plus(LIMIT).isAfter(now);
    }

    private static Finding stoppingJob(Observed observed, Instant now) {
        if (!isOverdue(observed.pipeline(), now)) {
            return Finding.of(Reason.Deleting, "the pipeline is being deleted; its job is being stopped");
        }
        String namespace = observed.pipeline().getMetadata().getNamespace();
        String name = observed.deployment().name();
        return Finding.of(
                Reason.DeletionStuck,
                ("the FlinkDeployment '%s/%s' is not gone %d min after the pipeline was deleted; see that the Flink operator runs and"
                                + " watches the namespace. If it is gone for good, delete the Deployment '%2$s', which ends the job,"
                                + " and remove the finalizers of the FlinkDeployment")
                        .formatted(namespace, name, LIMIT.toMinutes()));
    }

    private static Finding deletingTopics(List<TopicFacts> topics, Instant now) {
        List<TopicFacts> stuck = topics.stream()
                .filter(TopicFacts::deleting)
                .filter(topic -> !topic.deletedAt().plus(LIMIT).isAfter(now))
                .toList();
        if (stuck.isEmpty()) {
            return Finding.of(
                    Reason.Deleting,
                    "the pipeline is being deleted; its topics with deletionPolicy Delete are being deleted");
        }
        String names = stuck.stream()
                .map(topic -> "'" + topic.namespace() + "/" + topic.name() + "'")
                .sorted()
                .collect(Collectors.joining(", "));
        return Finding.of(
                Reason.DeletionStuck,
                ("not gone %d min after they were deleted: KafkaTopic %s; see that Strimzi's topic operator runs, watches the"
                                + " namespace and reaches Kafka. If it is gone for good, remove the finalizers of the KafkaTopic,"
                                + " which leaves the topic in Kafka")
                        .formatted(LIMIT.toMinutes(), names));
    }

    private static List<TopicFacts> marked(Observed observed) {
        return observed.topics().stream()
                .filter(topic -> topic.belongsTo(OwnedTopic.owner(observed)))
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
