package dev.kafkaflink.cli.test;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The order in which pipelines run that are read to the end: whoever writes a topic before those that read it. */
final class Chain {
    private Chain() {}

    /** The same pipelines, in that order; as they came where it does not matter. Throws CommandFailure if there is none. */
    static List<JobDefinition> ordered(List<JobDefinition> pipelines) {
        List<JobDefinition> left = new ArrayList<>(pipelines);
        List<JobDefinition> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Optional<JobDefinition> next = left.stream()
                    .filter(pipeline -> left.stream().noneMatch(other -> feeds(other, pipeline)))
                    .findFirst();
            ordered.add(next.orElseThrow(() -> new CommandFailure(
                    "The pipelines %s read in a circle what they write; a test needs an end. Test them one by one, each in a folder of its own."
                            .formatted(
                                    left.stream().map(JobDefinition::pipeline).collect(Collectors.joining(", "))))));
            left.remove(next.get());
        }
        return ordered;
    }

    private static boolean feeds(JobDefinition writer, JobDefinition reader) {
        return writtenBy(writer).stream().anyMatch(reader::reads);
    }

    /** The topics that a pipeline writes, that of its dead letters included. */
    static Set<String> writtenBy(JobDefinition pipeline) {
        Set<String> topics = pipeline.sinks().stream()
                .map(Sink::kafka)
                .map(target -> target.topic())
                .collect(Collectors.toSet());
        Optional.ofNullable(pipeline.deadLetters().topic()).ifPresent(topics::add);
        return topics;
    }
}
