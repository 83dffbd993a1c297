package dev.kafkaflink.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.cli.pipeline.CheckedPipeline;
import dev.kafkaflink.cli.pipeline.FileSchemas;
import dev.kafkaflink.cli.pipeline.PipelineCheck;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of pipelines and what is said of them. {@code -Dgolden.write=true} writes the answers anew. */
class ExplanationTest {
    private static final Path CASES = Path.of("src/test/resources/explain");
    private static final Path EXAMPLE = Path.of("../examples/departure-delays/pipeline.yaml");

    @Test
    void saysWhatEachKindOfStepDoes() throws IOException {
        same("kinds-of-steps.txt", TextForm.lines(Explanations.of(read(CASES.resolve("kinds-of-steps.yaml")))));
    }

    @Test
    void saysWhatIsKeptOfLateRows() throws IOException {
        same("late-rows.txt", TextForm.lines(Explanations.of(read(CASES.resolve("late-rows.yaml")))));
    }

    @Test
    void saysWhereRowsReplaceEachOther() throws Exception {
        same("changing-tables.txt", TextForm.lines(Explanations.of(read(CASES.resolve("changing-tables.yaml")))));
    }

    @Test
    void saysHowLongEachQueryKeepsItsState() throws Exception {
        same("state-ttl.txt", TextForm.lines(Explanations.of(read(CASES.resolve("state-ttl.yaml")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"departure-delays", "orders-cdc", "late-departures", "avro-derived"})
    void saysWhatAnExampleDoes(String name) throws IOException {
        Path example = Path.of("../examples", name, "pipeline.yaml");

        same(name + ".txt", TextForm.lines(Explanations.of(read(example))));
    }

    @Test
    void drawsAnExample() throws IOException {
        same("departure-delays.mermaid", MermaidForm.lines(Explanations.of(read(EXAMPLE))));
    }

    /** {@code CASE.old.yaml} and what it is edited to. */
    @ParameterizedTest
    @ValueSource(strings = {"edited", "settings-only", "anew"})
    void saysWhatAnEditDoes(String name) throws IOException {
        CheckedPipeline old = read(CASES.resolve(name + ".old.yaml"));
        CheckedPipeline edited = read(CASES.resolve(name + ".yaml"));

        same(name + ".txt", Changes.of(old, edited).lines());
    }

    @Test
    void anotherNameIsAnotherPipeline() throws IOException {
        assertThat(Changes.of(read(EXAMPLE), read(CASES.resolve("anew.yaml"))).job())
                .startsWith("default/anew is another pipeline than lake/departure-delays");
    }

    private static CheckedPipeline read(Path file) throws IOException {
        CheckedPipeline pipeline = PipelineCheck.of(
                PipelineFile.read(file, Files.readString(file)).pipelines().get(0), FileSchemas.OF_FOLDER);
        assertThat(pipeline.problems()).isEmpty();
        return pipeline;
    }

    private static void same(String answer, List<String> said) throws IOException {
        Path file = CASES.resolve(answer);
        if (Boolean.getBoolean("golden.write")) {
            Files.write(file, said);
        }
        try (Stream<String> lines = Files.lines(file)) {
            assertThat(said).isEqualTo(lines.toList());
        }
    }
}
