package dev.kafkaflink.local.standin.strimzi;

import java.util.List;
import java.util.Map;

/**
 * A topic as Kafka has it.
 *
 * @param replicas the number of replicas of each partition, in the order of the partitions
 * @param config the settings that are the topic's own, not the broker's
 */
record TopicState(String topicId, List<Integer> replicas, Map<String, String> config) {
    TopicState {
        replicas = List.copyOf(replicas);
        config = Map.copyOf(config);
    }
}
