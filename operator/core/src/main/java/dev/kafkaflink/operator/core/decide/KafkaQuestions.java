package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.crds.v1alpha1.KafkaNames;
import dev.kafkaflink.operator.core.model.KafkaLook.Question;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.core.resolve.ClusterIdentity;
import dev.kafkaflink.operator.core.resolve.Listeners;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.TopicOrigin;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the pipeline's Kafka is to be asked before it can be decided further. */
final class KafkaQuestions {
    private KafkaQuestions() {}

    /**
     * Null: nothing.
     *
     * @param accepted whether the specification is, so that topics are about to be created
     */
    static Question of(Observed observed, boolean accepted, Instant now) {
        Set<String> topics = accepted ? unknownTopics(observed, now) : Set.of();
        return topics.isEmpty()
                ? ClusterIdentity.toAsk(observed, now)
                        .map(address -> new Question(address, Set.of()))
                        .orElse(null)
                : new Question(Listeners.bootstrapServers(observed).orElseThrow(), topics);
    }

    /** What is asked once the job of a deleted pipeline has ended; empty: it had none, or its Kafka is not known any more. */
    static Optional<Question> afterDeletion(Observed observed) {
        boolean hadJob = observed.pipeline().getSpec() != null
                && observed.pipeline().getStatus() != null
                && observed.pipeline().getStatus().job() != null;
        PipelineKey key = PipelineKey.of(observed.pipeline());
        return hadJob
                ? Listeners.bootstrapServers(observed)
                        .map(address -> new Question(
                                address, Set.of(), KafkaNames.transactionalIdPrefix(key.namespace(), key.name())))
                : Optional.empty();
    }

    private static Set<String> unknownTopics(Observed observed, Instant now) {
        return OwnedTopic.of(observed).stream()
                .filter(topic -> topic.found(observed).isEmpty()
                        && topic.stranger(observed).isEmpty())
                .filter(topic -> !TopicOrigin.known(observed, topic, now))
                .map(topic -> topic.spec().name())
                .collect(Collectors.toSet());
    }
}
