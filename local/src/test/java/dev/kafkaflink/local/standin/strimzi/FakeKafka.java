package dev.kafkaflink.local.standin.strimzi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;

/** A Kafka of one broker in memory, which refuses what a real one refuses, in its words. */
final class FakeKafka implements TopicReconciler.Topics {
    private static final Set<String> SETTINGS = Set.of("retention.ms", "cleanup.policy", "min.insync.replicas");

    private final Map<String, TopicState> topics = new TreeMap<>();
    private boolean down;

    void setDown(boolean down) {
        this.down = down;
    }

    Map<String, TopicState> topics() {
        return topics;
    }

    void create(String topic, int partitions) {
        put(topic, partitions, Map.of());
    }

    void grow(String topic, int partitions) {
        TopicState state = topics.get(topic);
        topics.put(topic, new TopicState(state.topicId(), Collections.nCopies(partitions, 1), state.config()));
    }

    private String put(String topic, int partitions, Map<String, String> config) {
        String id = Uuid.randomUuid().toString();
        topics.put(topic, new TopicState(id, Collections.nCopies(partitions, 1), config));
        return id;
    }

    private void call(String name) {
        if (down) {
            throw new TimeoutException("Timed out waiting for a node assignment. Call: " + name);
        }
    }

    @Override
    public Optional<TopicState> describe(String topic) {
        call("describeConfigs");
        return Optional.ofNullable(topics.get(topic));
    }

    @Override
    public String create(TopicResource wanted) {
        call("createTopics");
        Topic.validate(wanted.topicName());
        if (topics.containsKey(wanted.topicName())) {
            throw new TopicExistsException("Topic '" + wanted.topicName() + "' already exists.");
        }
        if (wanted.replicas() != null && wanted.replicas() > 1) {
            throw new InvalidReplicationFactorException("Unable to replicate the partition " + wanted.replicas()
                    + " time(s): The target replication factor of " + wanted.replicas()
                    + " cannot be reached because only 1 broker(s) are registered.");
        }
        check(wanted.config());
        return put(wanted.topicName(), wanted.partitions() == null ? 1 : wanted.partitions(), wanted.config());
    }

    @Override
    public void change(String topic, TopicDecision.Changes changes) {
        call("incrementalAlterConfigs");
        check(changes.set());
        TopicState state = topics.get(topic);
        Map<String, String> config = new TreeMap<>(state.config());
        config.putAll(changes.set());
        config.keySet().removeAll(changes.reset());
        List<Integer> replicas = new ArrayList<>(state.replicas());
        while (changes.growTo() != null && replicas.size() < changes.growTo()) {
            replicas.add(1);
        }
        topics.put(topic, new TopicState(state.topicId(), replicas, config));
    }

    private static void check(Map<String, String> config) {
        config.forEach((name, value) -> {
            if (!SETTINGS.contains(name)) {
                throw new InvalidConfigurationException("Unknown topic config name: " + name);
            }
            if (name.equals("retention.ms") && !value.matches("-?[0-9]+")) {
                throw new InvalidConfigurationException(
                        "Invalid value " + value + " for configuration " + name + ": Not a number of type LONG");
            }
        });
    }

    @Override
    public void delete(String topic) {
        call("deleteTopics");
        topics.remove(topic);
    }
}
