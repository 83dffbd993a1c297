package dev.kafkaflink.operator.core.decide;

import dev.kafkaflink.operator.core.model.KafkaLook.Question;
import dev.kafkaflink.operator.core.model.Observed;
import dev.kafkaflink.operator.core.resolve.Listeners;
import dev.kafkaflink.operator.core.resolve.OwnedTopic;
import dev.kafkaflink.operator.core.resolve.TopicOrigin;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** What the pipeline's Kafka is to be asked before it can be decided further. */
final class KafkaQuestions {
    private KafkaQuestions() {}

    /** Null: nothing. */
    static Question of(Observed observed, Instant now) {
        Set<String> unknown = OwnedTopic.of(observed).stream()
                .filter(topic -> topic.found(observed).isEmpty()
                        && topic.stranger(observed).isEmpty())
                .filter(topic -> !TopicOrigin.known(observed, topic, now))
                .map(topic -> topic.spec().name())
                .collect(Collectors.toSet());
        return Listeners.bootstrapServers(observed)
                .filter(address -> !unknown.isEmpty())
                .map(address -> new Question(address, unknown))
                .orElse(null);
    }
}
