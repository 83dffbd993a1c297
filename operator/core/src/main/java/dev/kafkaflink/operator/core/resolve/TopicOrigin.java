package dev.kafkaflink.operator.core.resolve;

import dev.kafkaflink.operator.core.model.KafkaLook;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.model.TopicFacts;
import dev.kafkaflink.operator.core.naming.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who made a topic, and so whether its data may go with the pipeline. Strimzi takes over a topic that Kafka has already, and
 * deletes it with its KafkaTopic all the same. So Kafka is asked before a KafkaTopic is created, and the answer stays on it
 * as a mark ({@link Labels#MADE}), with the topic's id once Strimzi has made it.
 */
public final class TopicOrigin {
    /** For so long an answer that Kafka has no such topic is good enough to act on. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    /** Strimzi makes a topic within a second. One that it confirms later may have been made by somebody else meanwhile. */
    private static final Duration PROMPT = Duration.ofSeconds(60);

    private TopicOrigin() {}

    /** Whether Kafka has said whether it has the topic, or does not answer, so that its KafkaTopic can be created now. */
    public static boolean known(Observed observed, OwnedTopic topic, Instant now) {
        return look(observed)
                .filter(look -> look.at().plus(FRESH).isAfter(now))
                .filter(look -> !look.answered()
                        || look.question().topics().contains(topic.spec().name()))
                .isPresent();
    }

    private static Optional<KafkaLook> look(Observed observed) {
        String address = Listeners.bootstrapServers(observed).orElse("");
        return Optional.ofNullable(observed.look())
                .filter(look -> look.question().bootstrapServers().equals(address));
    }

    /** The mark that its KafkaTopic is to carry; empty: none. */
    public static Optional<String> mark(Observed observed, OwnedTopic topic) {
        Optional<TopicFacts> found = topic.found(observed);
        if (found.isEmpty()) {
            return look(observed)
                    .filter(KafkaLook::answered)
                    .filter(look ->
                            look.question().topics().contains(topic.spec().name()))
                    .map(look -> look.missing().contains(topic.spec().name()) ? Labels.MADE_NEW : Labels.MADE_BEFORE);
        }
        TopicFacts there = found.get();
        if (!there.made().equals(Labels.MADE_NEW) || there.topicId().isEmpty() || there.confirmed() == null) {
            return Optional.of(there.made()).filter(mark -> !mark.isEmpty());
        }
        return Optional.of(there.topicId())
                .filter(id -> !there.confirmed().isAfter(there.created().plus(PROMPT)));
    }

    /** Why a topic of the pipeline does not go with it, whatever its deletionPolicy; empty: its data may go. */
    public static Optional<String> stays(Observed observed, TopicFacts topic) {
        return notAllowed(observed)
                .or(() -> usedBy(observed, topic))
                .or(() -> notMade(topic))
                .map(why -> why
                        + "; to delete it with its data, delete the KafkaTopic '%s/%s'"
                                .formatted(topic.namespace(), topic.name()));
    }

    /** As {@link #stays}, while it may still turn out: of one that Strimzi is about to make nothing is said yet. */
    public static Optional<String> staysForGood(Observed observed, TopicFacts topic) {
        return topic.made().equals(Labels.MADE_NEW) ? Optional.empty() : stays(observed, topic);
    }

    private static Optional<String> notAllowed(Observed observed) {
        String namespace = observed.pipeline().getMetadata().getNamespace();
        return Optional.ofNullable(observed.kafka())
                .filter(kafka -> !kafka.mayOwnTopics(namespace))
                .map(kafka -> "the owner of Kafka '%s/%s' does not let namespace '%s' own topics"
                        .formatted(kafka.namespace(), kafka.name(), namespace));
    }

    private static Optional<String> usedBy(Observed observed, TopicFacts topic) {
        String pipelines = observed.neighbours().stream()
                .filter(neighbour -> neighbour.topics().contains(topic.topicName()))
                .map(neighbour -> neighbour.pipeline().toString())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!pipelines.isEmpty()) {
            return Optional.of("it is used by " + pipelines);
        }
        return observed.topics().stream()
                .filter(other -> !other.name().equals(topic.name()))
                .filter(other -> other.topicName().equals(topic.topicName())
                        && other.namespace().equals(topic.namespace())
                        && other.cluster().equals(topic.cluster()))
                .findFirst()
                .map(other -> "the KafkaTopic '%s/%s' stands for it too".formatted(other.namespace(), other.name()));
    }

    private static Optional<String> notMade(TopicFacts topic) {
        if (topic.made().equals(Labels.MADE_BEFORE)) {
            return Optional.of("Kafka had it before the pipeline");
        }
        if (topic.made().isEmpty()) {
            return Optional.of("it is not known whether the pipeline made it");
        }
        if (topic.made().equals(Labels.MADE_NEW) || topic.topicId().isEmpty()) {
            return Optional.of("Strimzi does not say whether it is the one that the pipeline made");
        }
        return topic.made().equals(topic.topicId())
                ? Optional.empty()
                : Optional.of("it is not the one that the pipeline made, which somebody has deleted in Kafka");
    }
}
