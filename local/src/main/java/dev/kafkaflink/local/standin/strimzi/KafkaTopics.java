package dev.kafkaflink.local.standin.strimzi;

import static dev.kafkaflink.local.standin.strimzi.KafkaCalls.answer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a running Kafka. */
final class KafkaTopics implements TopicReconciler.Topics {
    private final Admin admin;

    KafkaTopics(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Optional<TopicState> describe(String topic) {
        ConfigResource resource = resource(topic);
        KafkaFuture<Config> config =
                admin.describeConfigs(List.of(resource)).values().get(resource);
        KafkaFuture<TopicDescription> description =
                admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
        try {
            Map<String, String> own = answer(config).entries().stream()
                    .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
            TopicDescription partitions = answer(description);
            return Optional.of(new TopicState(
                    partitions.topicId().toString(),
                    partitions.partitions().stream()
                            .map(partition -> partition.replicas().size())
                            .toList(),
                    own));
        } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
            // A name that is not legal is none that exists; creating it says what is wrong with it.
            return Optional.empty();
        }
    }

    @Override
    public String create(TopicResource wanted) {
        NewTopic topic = new NewTopic(
                        wanted.topicName(),
                        Optional.ofNullable(wanted.partitions()),
                        Optional.ofNullable(wanted.replicas()).map(Integer::shortValue))
                .configs(wanted.config());
        CreateTopicsResult result = admin.createTopics(List.of(topic));
        return answer(result.topicId(wanted.topicName())).toString();
    }

    @Override
    public void change(String topic, TopicDecision.Changes changes) {
        Collection<AlterConfigOp> operations = new ArrayList<>();
        changes.set()
                .forEach((name, value) ->
                        operations.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
        changes.reset()
                .forEach(name ->
                        operations.add(new AlterConfigOp(new ConfigEntry(name, null), AlterConfigOp.OpType.DELETE)));
        if (!operations.isEmpty()) {
            answer(admin.incrementalAlterConfigs(Map.of(resource(topic), operations))
                    .all());
        }
        if (changes.growTo() != null) {
            answer(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(changes.growTo())))
                    .all());
        }
    }

    @Override
    public void delete(String topic) {
        try {
            answer(admin.deleteTopics(List.of(topic)).all());
        } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
            // What was never created needs no deletion.
            return;
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
