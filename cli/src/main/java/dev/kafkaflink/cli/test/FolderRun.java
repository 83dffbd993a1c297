package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.engine.Engine;
import dev.kafkaflink.cli.engine.FolderRegistry;
import dev.kafkaflink.cli.engine.Job;
import dev.kafkaflink.cli.engine.JobFailedException;
import dev.kafkaflink.cli.engine.LoneBroker;
import dev.kafkaflink.cli.folder.Comparison;
import dev.kafkaflink.cli.folder.DeadLetterLine;
import dev.kafkaflink.cli.folder.Feeder;
import dev.kafkaflink.cli.folder.InputLine;
import dev.kafkaflink.cli.kafka.Topics;
import dev.kafkaflink.cli.pipeline.SchemaFolder;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.v1alpha1.Durations;
import dev.kafkaflink.job.connector.source.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the pipelines of one folder to their end, and compares. */
final class FolderRun {
    private final Engine engine;
    private final TestedFolder folder;
    private final Topics kafka;
    private final Isolation isolation;
    private final Duration limit;

    private FolderRun(Engine engine, TestedFolder folder, String prefix, Duration limit) {
        this.engine = engine;
        this.folder = folder;
        this.kafka = engine.topics();
        this.isolation = new Isolation(prefix, kafka.bootstrapServers());
        this.limit = limit;
    }

    /**
     * Runs a folder.
     *
     * @param prefix of what it uses in Kafka, no other folder's
     * @param limit after which a job is given up
     * @throws CommandFailure if it is no test that could run, or comes to no results
     */
    static List<TopicOutcome> run(Engine engine, Path folder, String prefix, Duration limit)
            throws InterruptedException {
        // While Kafka and Flink may still be starting.
        TestedFolder read = TestedFolder.read(folder);
        return new FolderRun(engine, read, prefix, limit).run();
    }

    private List<TopicOutcome> run() throws InterruptedException {
        makeTopics();
        feed();
        try (FolderRegistry registry = FolderRegistry.start(
                folder.pipelines(), folder.folder().resolve(SchemaFolder.NAME), isolation::unprefixed)) {
            for (JobDefinition pipeline : folder.pipelines()) {
                runToTheEnd(registry.apply(pipeline));
            }
        }
        return outcomes();
    }

    private void makeTopics() {
        kafka.make(folder.topics().values().stream()
                .map(topic -> LoneBroker.topic(topic, isolation.topic(topic.name())))
                .toList());
    }

    private void feed() {
        Feeder feeder = new Feeder(progress -> {});
        folder.inputs()
                .forEach((topic, file) -> feeder.feed(
                        kafka.bootstrapServers(),
                        file,
                        isolation.topic(topic),
                        LoneBroker.partitions(folder.topics().get(topic))));
    }

    private void runToTheEnd(JobDefinition pipeline) throws InterruptedException {
        Job job = engine.submit(isolation.apply(pipeline), Reading.ofTest(isolation.prefix()));
        try {
            if (!job.awaitEnd(limit)) {
                String state = state(job);
                job.cancel();
                throw new CommandFailure("After %s (--timeout), the job of %s is not done; %s"
                        .formatted(Durations.text(limit), pipeline.pipeline(), state));
            }
        } catch (JobFailedException e) {
            throw new CommandFailure(
                    "The job of %s failed: %s".formatted(pipeline.pipeline(), isolation.unprefixed(e.getMessage())), e);
        }
    }

    private String state(Job job) throws InterruptedException {
        List<String> unfinished = job.unfinished();
        return unfinished.isEmpty()
                ? "it was still starting"
                : "still at work: " + isolation.unprefixed(String.join(", ", unfinished));
    }

    private List<TopicOutcome> outcomes() {
        List<TopicOutcome> outcomes = new ArrayList<>();
        for (String topic : folder.outputs()) {
            Path file = folder.expectedFile(topic);
            boolean written = Files.exists(file);
            if (written || !folder.passedOn().contains(topic)) {
                outcomes.add(TopicOutcome.of(
                        topic, file, written, written ? Comparison.read(file) : List.of(), records(topic)));
            }
        }
        outcomes.add(deadLetters());
        return outcomes;
    }

    private TopicOutcome deadLetters() {
        Path file = folder.expectedFile(DeadLetterLine.FILE);
        boolean written = Files.exists(file) && !folder.outputs().contains(DeadLetterLine.FILE);
        List<InputLine> letters = new ArrayList<>();
        for (String topic : folder.deadLetterTopics()) {
            kafka.read(isolation.topic(topic), record -> letters.add(DeadLetterLine.of(record, isolation::unprefixed)));
        }
        return TopicOutcome.of("dead letters", file, written, written ? DeadLetterLine.read(file) : List.of(), letters);
    }

    private List<InputLine> records(String topic) {
        List<InputLine> records = new ArrayList<>();
        kafka.read(isolation.topic(topic), record -> records.add(new InputLine(record.key(), record.value())));
        return folder.holdsNewest(topic) ? Comparison.newest(records) : records;
    }
}
