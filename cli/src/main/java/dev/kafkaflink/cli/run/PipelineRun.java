package dev.kafkaflink.cli.run;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.engine.Engine;
import dev.kafkaflink.cli.engine.FolderRegistry;
import dev.kafkaflink.cli.engine.Job;
import dev.kafkaflink.cli.engine.JobFailedException;
import dev.kafkaflink.cli.folder.Feeder;
import dev.kafkaflink.cli.folder.TopicFiles;
import dev.kafkaflink.cli.kafka.TopicReader;
import dev.kafkaflink.cli.kafka.Topics;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.job.connector.source.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Runs one pipeline: topics, input, job, and what comes out of it. */
final class PipelineRun {
    private final Engine engine;
    private final Topics kafka;
    private final RunnablePipeline pipeline;
    private final RunOptions options;

    PipelineRun(Engine engine, RunnablePipeline pipeline, RunOptions options) {
        this.engine = engine;
        this.kafka = engine.topics();
        this.pipeline = pipeline;
        this.options = options;
    }

    /** Runs until the job ends, which without {@code --exit} only its failure brings. Throws CommandFailure if it fails. */
    void run(Output output) throws InterruptedException {
        output.figures();
        prepareTopics();
        JobDefinition definition = pipeline.definition(kafka.bootstrapServers(), options.bootstrapServers() == null);
        if (options.bootstrapServers() != null) {
            run(definition, output);
            return;
        }
        try (FolderRegistry registry =
                FolderRegistry.start(List.of(definition), pipeline.schemas(), subject -> subject)) {
            run(registry.apply(definition), output);
        }
    }

    private void run(JobDefinition definition, Output output) throws InterruptedException {
        Map<String, String> sinks = sinks(definition);
        try (TopicReader reader = kafka.reader(shown(definition, sinks), options.bootstrapServers() == null)) {
            feed();
            Job job = engine.submit(definition, options.exit() ? Reading.TO_PRESENT_END : Reading.AS_DEFINED);
            while (!hasEnded(job)) {
                reader.poll(record -> print(record, sinks, output));
                output.figures();
            }
            reader.drain(record -> print(record, sinks, output));
        }
    }

    private void prepareTopics() {
        if (options.bootstrapServers() == null) {
            kafka.make(pipeline.newTopics(inputs().keySet()));
            return;
        }
        List<String> missing = pipeline.topics().stream()
                .filter(topic -> kafka.partitions(topic).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new CommandFailure("Kafka at %s has no topic %s; create what is missing, or leave --bootstrap out"
                    .formatted(options.bootstrapServers(), String.join(", ", missing)));
        }
    }

    private void feed() {
        if (options.input() == null) {
            return;
        }
        Map<String, Path> inputs = inputs();
        List<String> unread =
                inputs.keySet().stream().filter(topic -> !pipeline.reads(topic)).toList();
        if (inputs.isEmpty() || !unread.isEmpty()) {
            throw new CommandFailure(
                    "%s: put the records of a topic that the pipeline reads into TOPIC.jsonl or TOPIC.base64: of %s%s"
                            .formatted(
                                    options.input(),
                                    pipeline.readTopics(),
                                    unread.isEmpty() ? "" : "; it does not read " + String.join(", ", unread)));
        }
        Feeder feeder = new Feeder(progress -> {});
        inputs.forEach((topic, file) -> feeder.feed(
                kafka.bootstrapServers(), file, topic, kafka.partitions(topic).orElseThrow()));
    }

    private Map<String, Path> inputs() {
        return options.input() == null ? Map.of() : TopicFiles.inputs(options.input());
    }

    /** The topics of the sinks that are asked for, and that of dead letters, which nobody should miss. */
    private static List<String> shown(JobDefinition definition, Map<String, String> sinks) {
        return Stream.concat(
                        sinks.keySet().stream(),
                        Stream.ofNullable(definition.deadLetters().topic()))
                .distinct()
                .toList();
    }

    /** The sinks that are asked for, by topic. */
    private Map<String, String> sinks(JobDefinition definition) {
        Map<String, String> sinks = new HashMap<>();
        for (Sink sink : definition.sinks()) {
            if (options.sink() == null || options.sink().equals(sink.name())) {
                sinks.merge(sink.kafka().topic(), sink.name(), (one, other) -> one + ", " + other);
            }
        }
        if (sinks.isEmpty()) {
            throw new CommandFailure("There is no sink '%s'; there are: %s"
                    .formatted(
                            options.sink(),
                            definition.sinks().stream().map(Sink::name).collect(Collectors.joining(", "))));
        }
        return sinks;
    }

    private static void print(ConsumerRecord<byte[], byte[]> record, Map<String, String> sinks, Output output) {
        Optional.ofNullable(sinks.get(record.topic()))
                .ifPresentOrElse(sink -> output.row(sink, record), () -> output.deadLetter(record));
    }

    private boolean hasEnded(Job job) throws InterruptedException {
        try {
            return job.awaitEnd(Duration.ZERO);
        } catch (JobFailedException e) {
            throw new CommandFailure("The job failed: " + e.getMessage(), e);
        }
    }
}
