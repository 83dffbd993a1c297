package dev.kafkaflink.cli.run;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.engine.LoneBroker;
import dev.kafkaflink.cli.pipeline.CheckedFile;
import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.cli.pipeline.FileSchemas;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.NewTopic;

/** A pipeline that nothing is wrong with. */
record RunnablePipeline(CheckedPipeline checked) {
    /** Reads the pipeline of a file. Throws CommandFailure for a file that has none, several, or a wrong one. */
    static RunnablePipeline read(Path path, FileSchemas schemas) {
        List<CheckedPipeline> pipelines = CheckedFile.sound(List.of(CheckedFile.of(PipelineFile.read(path), schemas)));
        if (pipelines.size() != 1) {
            throw new CommandFailure("%s has %d resources of kind %s; it must have one"
                    .formatted(path, pipelines.size(), PipelineFile.KIND));
        }
        return new RunnablePipeline(pipelines.get(0));
    }

    /**
     * What its job runs beside a Kafka. Its consumer group and its transactions have names of their own: under those of the
     * pipeline on a cluster the one would put an end to the other's transactions.
     *
     * @param lone whether that Kafka was started for it
     */
    JobDefinition definition(String bootstrapServers, boolean lone) {
        JobDefinition definition = checked.definition(bootstrapServers);
        KafkaCluster kafka = definition.kafka();
        String run = "-run-" + UUID.randomUUID();
        return new JobDefinition(
                definition.pipeline(),
                new KafkaCluster(
                        bootstrapServers,
                        kafka.groupId() + run,
                        kafka.transactionalIdPrefix() + run,
                        kafka.properties(),
                        kafka.transactionTimeoutMillis()),
                definition.sources().stream()
                        .map(source -> lone ? LoneBroker.fromTheBeginning(source, source.subscription()) : source)
                        .toList(),
                definition.views(),
                definition.sinks(),
                definition.deadLetters(),
                definition.delivery(),
                definition.tableOptions(),
                definition.version(),
                definition.flink());
    }

    /** The folder of the schemas that a registry beside a Kafka of its own has. */
    Path schemas() {
        return checked.document().schemas();
    }

    boolean reads(String topic) {
        return checked.definition().reads(topic);
    }

    /** What it reads, for a person. */
    String readTopics() {
        return checked.definition().readTopics();
    }

    /** All topics that it uses. */
    Set<String> topics() {
        return specs().keySet();
    }

    /** Those topics, and others that match a pattern, as it says that they are to be, for a lone broker. */
    List<NewTopic> newTopics(Set<String> matching) {
        Map<String, TopicSpec> specs = specs();
        LoneBroker.add(matching.stream().filter(this::reads), specs);
        return specs.values().stream()
                .map(spec -> LoneBroker.topic(spec, spec.name()))
                .toList();
    }

    private Map<String, TopicSpec> specs() {
        return LoneBroker.topics(List.of(checked));
    }
}
