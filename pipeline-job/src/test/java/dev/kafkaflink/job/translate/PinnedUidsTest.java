package dev.kafkaflink.job.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.PlanReport;
import dev.kafkaflink.job.connector.source.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * Under which UIDs the steps of definitions keep state: a folder of definitions, and for each version of Flink a file of what
 * they become. A difference means that jobs that run lose the state of that step when they are upgraded.
 */
class PinnedUidsTest {
    private static final Path FOLDER = Path.of("src/test/resources/uids");
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    @Test
    void stateIsFoundUnderTheSameUids() throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        for (Path file : definitions()) {
            found.put(
                    file.getFileName().toString().replace(".json", ""),
                    steps(DefinitionJson.read(Files.readString(file), JobDefinition.class)));
        }
        Path pinned = FOLDER.resolve("flink-" + flinkVersion() + ".txt");
        String text = found.entrySet().stream()
                .map(definition -> definition.getKey() + "\n" + definition.getValue())
                .collect(Collectors.joining("\n"));
        if (WRITE) {
            Files.writeString(pinned, text);
        }

        assertThat(found).hasSizeGreaterThan(10);
        assertThat(pinned).hasContent(text);
    }

    @Test
    void inputThatEndsChangesNoUid() throws IOException {
        for (Path file : definitions()) {
            JobDefinition definition = DefinitionJson.read(Files.readString(file), JobDefinition.class);

            assertThat(uids(Plans.graph(definition, Reading.TO_PRESENT_END)))
                    .as(file.toString())
                    .isEqualTo(uids(Plans.graph(definition)));
        }
    }

    private static List<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(node -> node.getTransformationUID() + " "
                        + node.getOperatorName().replaceAll("\\[\\d+]", ""))
                .sorted()
                .toList();
    }

    private static List<Path> definitions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("definitions"))) {
            return files.sorted().toList();
        }
    }

    private static String flinkVersion() {
        return EnvironmentInformation.getVersion().replaceAll("\\.\\d+$", "");
    }

    /** A line for each step that keeps state: its UID, the sinks that it works for, what it does; then the writers. */
    private static String steps(JobDefinition definition) {
        PlanReport report = PlanCheck.of(definition);
        assertThat(report.problems()).as(definition.pipeline()).isEmpty();
        Stream<String> steps = report.steps().stream()
                .map(step -> "  %s [%s] %s%n".formatted(step.uid(), String.join(", ", step.sinks()), step.text()));
        return Stream.concat(steps, writers(definition)).collect(Collectors.joining());
    }

    private static Stream<String> writers(JobDefinition definition) {
        return Plans.graph(definition).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(uid -> uid.startsWith("sink-") || uid.startsWith("dead-letters"))
                .distinct()
                .sorted()
                .map("  %s%n"::formatted);
    }
}
