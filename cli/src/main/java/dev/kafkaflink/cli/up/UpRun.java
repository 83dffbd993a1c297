package dev.kafkaflink.cli.up;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.folder.Comparison;
import dev.kafkaflink.cli.folder.DeadLetterLine;
import dev.kafkaflink.cli.folder.Feeder;
import dev.kafkaflink.cli.folder.InputLine;
import dev.kafkaflink.cli.folder.PipelineFolder;
import dev.kafkaflink.cli.kafka.Topics;
import dev.kafkaflink.cli.pipeline.CheckedFile;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import dev.kafkaflink.local.controlplane.ControlPlaneBinaries;
import dev.kafkaflink.local.platform.LocalPlatform;
import dev.kafkaflink.local.platform.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One run of {@code kafkaflink up}, from an empty platform to the end. */
final class UpRun {
    private static final String HOW_TO_MAKE_A_TOPIC =
            "list it under spec.topics of a pipeline, or add a KafkaTopic to the folder";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SHORT_POLL = Duration.ofMillis(200);

    private final Project project;
    private final UpOptions options;
    private final Path folder;
    private final Steps steps;
    private final Map<String, Topics> logs = new HashMap<>();
    private final Set<String> announced = new LinkedHashSet<>();
    private LocalPlatform platform;
    private List<Pipeline> pipelines = List.of();
    private StatusTable table;
    private Patience patience;

    /** {@code folder} is for data and logs. */
    UpRun(Project project, UpOptions options, Path folder, Steps steps) {
        this.project = project;
        this.options = options;
        this.folder = folder;
        this.steps = steps;
    }

    /** Runs to the end, which without {@code --exit} only an interrupt or a failure brings. Answers the exit code. */
    int run() throws InterruptedException {
        PipelineFolder input = PipelineFolder.read(options.folder());
        check(input);
        ControlPlaneBinaries binaries = LocalPlatform.binaries(project, steps::say);
        steps.say("Starting an API server, Kafka and the operator");
        LocalPlatform started = LocalPlatform.start(project, binaries, folder, steps::say, options.timing());
        try {
            return run(input, started);
        } finally {
            started.close();
        }
    }

    /** What the operator would refuse is told at once, with its place, before anything starts. */
    private void check(PipelineFolder input) {
        steps.say("Checking the pipelines of " + options.folder());
        CheckedFile.sound(input.manifests().stream()
                .map(PipelineFolder.Manifest::file)
                .distinct()
                .map(PipelineFile::read)
                .map(CheckedFile::of)
                .toList());
    }

    private int run(PipelineFolder input, LocalPlatform running) throws InterruptedException {
        platform = running;
        patience = new Patience(platform, options.timeout());
        try {
            table = new StatusTable(platform.client());
            pipelines = new Applier(platform, steps).apply(input.manifests());
            checkInputs(input);
            feed(input.inputs());
            awaitReady();
            steps.direct(new Directions(platform, pipelines, bootstrapServers()));
            if (!options.exit()) {
                watch();
            }
            awaitCompletion(input.inputs().keySet());
            writeOutput();
            return compare(input.expected());
        } finally {
            logs.values().forEach(Topics::close);
        }
    }

    /** Whoever brings other resources or another Kafka along may have made the topic himself. */
    private void checkInputs(PipelineFolder input) {
        boolean othersMayMakeTopics = input.manifests().size() > pipelines.size()
                || pipelines.stream().anyMatch(pipeline -> pipeline.cluster().isEmpty());
        input.inputs().forEach((topic, file) -> {
            if (makerOf(topic).isEmpty() && !othersMayMakeTopics) {
                throw new CommandFailure(file + ": nobody makes the topic " + topic + ": " + HOW_TO_MAKE_A_TOPIC);
            }
        });
    }

    private void feed(Map<String, Path> inputs) throws InterruptedException {
        Feeder feeder = new Feeder(steps::say);
        for (Map.Entry<String, Path> input : inputs.entrySet()) {
            String topic = input.getKey();
            Topics log = logOf(topic);
            int partitions = awaitTopic(log, topic, input.getValue());
            long records = feeder.feed(log.bootstrapServers(), input.getValue(), topic, partitions);
            steps.say("Fed " + topic + ": " + records + (records == 1 ? " record" : " records"));
        }
    }

    private int awaitTopic(Topics log, String topic, Path file) throws InterruptedException {
        patience.await(pipelines, SHORT_POLL, () -> missing(log, topic, file));
        int partitions = log.partitions(topic).orElseThrow();
        steps.say("Topic " + topic + " ready, " + partitions + (partitions == 1 ? " partition" : " partitions"));
        return partitions;
    }

    private Optional<String> missing(Topics log, String topic, Path file) {
        if (log.partitions(topic).isPresent()) {
            return Optional.empty();
        }
        String what = "the topic " + topic + " of " + file;
        return Optional.of(makerOf(topic)
                .map(pipeline -> what + " is not made yet: " + message(pipeline))
                .orElse(what + " does not exist: " + HOW_TO_MAKE_A_TOPIC));
    }

    private Optional<Pipeline> makerOf(String topic) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.ownedTopics().contains(topic))
                .findFirst();
    }

    private void awaitReady() throws InterruptedException {
        patience.await(pipelines, POLL, () -> {
            announceReady();
            steps.show(table.fetch());
            return announced.size() == pipelines.size()
                    ? Optional.empty()
                    : Optional.of("not all pipelines are ready: "
                            + pipelines.stream().map(this::message).collect(Collectors.joining("; ")));
        });
    }

    private void announceReady() {
        for (Pipeline pipeline : pipelines) {
            if (Readiness.isReady(pipeline.fetch(platform.client())) && announced.add(pipeline.title())) {
                steps.say("Pipeline " + pipeline.title() + " is running");
            }
        }
    }

    /** Shows the table until a part fails. The operator may be ended by a person who runs another in its place. */
    private void watch() throws InterruptedException {
        boolean operatorRuns = true;
        while (true) {
            steps.show(table.fetch());
            platform.foundationFailure().ifPresent(failure -> {
                throw new CommandFailure(failure);
            });
            Optional<String> operatorFailure = platform.operatorFailure();
            if (operatorRuns && operatorFailure.isPresent()) {
                operatorRuns = false;
                steps.say(operatorFailure.get());
                steps.say("To run another: source " + platform.operator().environmentFile());
            }
            Patience.pause(POLL);
        }
    }

    private void awaitCompletion(Set<String> fed) throws InterruptedException {
        Completion completion = new Completion(
                pipelines, fed, this::logOf, pipeline -> Readiness.isFinished(pipeline.fetch(platform.client())));
        patience.await(pipelines, POLL, () -> {
            steps.show(table.fetch());
            return completion.missing(System.nanoTime()).map(missing -> "not done: " + missing);
        });
        steps.show(table.fetch());
        steps.say("Input used up, results quiet");
    }

    private String message(Pipeline pipeline) {
        return pipeline.title() + ": " + Readiness.message(pipeline.fetch(platform.client()));
    }

    private void writeOutput() {
        if (options.output() == null) {
            return;
        }
        OutputFiles files = new OutputFiles(options.output());
        for (Pipeline pipeline : pipelines) {
            Topics log = logOf(pipeline);
            for (String topic : pipeline.sinkTopics()) {
                steps.say("Wrote " + topic + ".jsonl: " + files.writeResults(log, topic) + " records");
            }
            pipeline.deadLetterTopic()
                    .ifPresent(topic -> steps.say(
                            "Wrote " + topic + ".jsonl: " + files.writeDeadLetters(log, topic) + " dead letters"));
        }
    }

    private int compare(Map<String, Path> expected) {
        boolean equal = true;
        for (Map.Entry<String, Path> file : expected.entrySet()) {
            Comparison comparison = compare(file.getKey(), file.getValue());
            steps.compare(comparison);
            equal &= comparison.equal();
        }
        return equal ? 0 : 1;
    }

    private Comparison compare(String topic, Path file) {
        List<InputLine> actual = new ArrayList<>();
        boolean isTopic =
                pipelines.stream().anyMatch(pipeline -> pipeline.sinkTopics().contains(topic));
        if (!topic.equals(DeadLetterLine.FILE) || isTopic) {
            logOf(topic).read(topic, record -> actual.add(new InputLine(record.key(), record.value())));
            boolean newest = isTopic
                    && pipelines.stream()
                            .filter(pipeline -> pipeline.sinkTopics().contains(topic))
                            .allMatch(pipeline -> pipeline.holdsNewest(topic));
            return Comparison.of(topic, Comparison.read(file), newest ? Comparison.newest(actual) : actual);
        }
        for (Pipeline pipeline : pipelines) {
            pipeline.deadLetterTopic().ifPresent(letters -> logOf(pipeline)
                    .read(letters, record -> actual.add(DeadLetterLine.of(record, reason -> reason))));
        }
        return Comparison.of("dead letters", DeadLetterLine.read(file), actual);
    }

    /** Where a topic is: with the pipeline that names it, else on the broker of this platform. */
    private Topics logOf(String topic) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.reads(topic)
                        || pipeline.sinkTopics().contains(topic)
                        || pipeline.deadLetterTopic().filter(topic::equals).isPresent())
                .findFirst()
                .map(this::logOf)
                .orElseGet(() -> log(bootstrapServers()));
    }

    private Topics logOf(Pipeline pipeline) {
        return log(
                Optional.ofNullable(pipeline.spec().kafka().bootstrapServers()).orElseGet(this::bootstrapServers));
    }

    private Topics log(String address) {
        return logs.computeIfAbsent(address, Topics::at);
    }

    private String bootstrapServers() {
        return platform.broker().bootstrapServers();
    }
}
