package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.engine.LoneBroker;
import dev.kafkaflink.cli.folder.DeadLetterLine;
import dev.kafkaflink.cli.folder.TopicFiles;
import dev.kafkaflink.cli.pipeline.CheckedFile;
import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.v1alpha1.TopicSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that is a test: its pipelines, what they are fed, and what is expected of them.
 *
 * @param folder as it was named
 * @param pipelines in the order in which they run; those that nothing is wrong with
 * @param topics all that they use, by name, as far as they say how a topic is to be
 * @param inputs the files by topic
 * @param expected the files by topic, without that of dead letters
 */
record TestedFolder(
        Path folder,
        List<JobDefinition> pipelines,
        Map<String, TopicSpec> topics,
        Map<String, Path> inputs,
        Map<String, Path> expected) {
    /**
     * Reads a folder.
     *
     * @throws CommandFailure if it is no test that could run: a line for each problem
     */
    static TestedFolder read(Path folder) {
        List<CheckedPipeline> checked = check(folder);
        List<JobDefinition> pipelines =
                Chain.ordered(checked.stream().map(CheckedPipeline::definition).toList());
        Map<String, Path> expected = TopicFiles.in(folder.resolve("expected"));
        if (!writtenBy(pipelines).contains(DeadLetterLine.FILE)) {
            expected.remove(DeadLetterLine.FILE);
        }
        Map<String, Path> inputs = TopicFiles.inputs(folder.resolve("input"));
        Map<String, TopicSpec> topics = LoneBroker.topics(checked);
        LoneBroker.add(inputs.keySet().stream().filter(topic -> isRead(pipelines, topic)), topics);
        TestedFolder read = new TestedFolder(folder, pipelines, topics, inputs, expected);
        read.requireWhole();
        return read;
    }

    private static List<CheckedPipeline> check(Path folder) {
        List<CheckedPipeline> pipelines = CheckedFile.sound(manifests(folder).stream()
                .map(PipelineFile::read)
                .map(CheckedFile::of)
                .toList());
        if (pipelines.isEmpty()) {
            throw new CommandFailure(
                    "%s has no pipeline.yaml, nor another *.yaml with a resource of kind %s; it is no test."
                            .formatted(folder, PipelineFile.KIND));
        }
        return pipelines;
    }

    private static List<Path> manifests(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }

    private void requireWhole() {
        List<String> problems = new ArrayList<>();
        String read = pipelines.stream().map(JobDefinition::readTopics).collect(Collectors.joining(", "));
        if (inputs.isEmpty()) {
            problems.add(
                    "%s has no input: put the records of a topic into input/TOPIC.jsonl, a line each, or input/TOPIC.base64; of %s"
                            .formatted(folder, read));
        }
        inputs.forEach((topic, file) -> {
            if (!isRead(pipelines, topic)) {
                problems.add("%s: no pipeline reads a topic '%s'; they read %s".formatted(file, topic, read));
            }
        });
        expected.forEach((topic, file) -> {
            if (!outputs().contains(topic)) {
                problems.add(
                        "%s: no pipeline writes a topic '%s'; they write %s, and dead letters are expected in expected/%s.jsonl"
                                .formatted(file, topic, String.join(", ", outputs()), DeadLetterLine.FILE));
            }
        });
        if (!problems.isEmpty()) {
            throw new CommandFailure(String.join("\n", problems));
        }
    }

    /** The topics of results. */
    Set<String> outputs() {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.sinks().stream())
                .map(TestedFolder::topic)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those of them that another pipeline of this folder reads: what is in them shows in what that one makes of it. */
    Set<String> passedOn() {
        Set<String> topics = outputs();
        topics.removeIf(topic -> !isRead(pipelines, topic));
        return topics;
    }

    /** Whether in a topic one record replaces another: then only the newest of each key counts. */
    boolean holdsNewest(String topic) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.sinks().stream())
                .filter(sink -> topic(sink).equals(topic))
                .allMatch(Sink::upserts);
    }

    /** The topics of dead letters. */
    Set<String> deadLetterTopics() {
        return pipelines.stream()
                .map(pipeline -> pipeline.deadLetters().topic())
                .filter(topic -> topic != null)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Path expectedFile(String topic) {
        return folder.resolve("expected").resolve(topic + TopicFiles.ENDING);
    }

    private static String topic(Sink sink) {
        return sink.kafka().topic();
    }

    private static boolean isRead(Collection<JobDefinition> pipelines, String topic) {
        return pipelines.stream().anyMatch(pipeline -> pipeline.reads(topic));
    }

    private static Set<String> writtenBy(Collection<JobDefinition> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> Chain.writtenBy(pipeline).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
