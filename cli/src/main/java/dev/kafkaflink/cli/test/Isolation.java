package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.engine.LoneBroker;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.Sink;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Keeps the folders that share a Kafka apart, be their topics and pipelines of the same name or not.
 *
 * @param prefix of all that one of them uses there
 * @param bootstrapServers where it is
 */
record Isolation(String prefix, String bootstrapServers) {
    /** What a topic is called in Kafka. */
    String topic(String name) {
        return prefix + name;
    }

    /** The definition, for the topics as Kafka has them. */
    JobDefinition apply(JobDefinition definition) {
        return new JobDefinition(
                definition.pipeline(),
                cluster(definition.kafka()),
                definition.sources().stream()
                        .map(source -> LoneBroker.fromTheBeginning(
                                source, source.subscription().prefixed(prefix)))
                        .toList(),
                definition.views(),
                definition.sinks().stream().map(this::sink).toList(),
                new DeadLetters(
                        definition.deadLetters().policy(),
                        definition.deadLetters().topic() == null
                                ? null
                                : topic(definition.deadLetters().topic()),
                        definition.deadLetters().failAfter(),
                        definition.deadLetters().late()),
                definition.delivery(),
                definition.tableOptions(),
                definition.version(),
                definition.flink());
    }

    private KafkaCluster cluster(KafkaCluster cluster) {
        Map<String, String> properties = new HashMap<>(cluster.properties());
        // Nobody here asks Kafka what its clients measure.
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, "false");
        return new KafkaCluster(
                bootstrapServers,
                prefix + cluster.groupId(),
                prefix + cluster.transactionalIdPrefix(),
                properties,
                cluster.transactionTimeoutMillis());
    }

    private Sink sink(Sink sink) {
        return sink.at(topic(sink.kafka().topic()));
    }

    /** A message with the topics as their author called them. */
    String unprefixed(String message) {
        return message.replace(prefix, "");
    }
}
