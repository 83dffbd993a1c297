package dev.kafkaflink.cli.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.cli.pipeline.FileSchemas;
import dev.kafkaflink.cli.pipeline.PipelineCheck;
import dev.kafkaflink.cli.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples and the pipelines made of them. {@code -Dgolden.write=true} writes those anew. */
class NewPipelineTest {
    private static final Path CASES = Path.of("src/test/resources/init");

    @ParameterizedTest
    @EnumSource(Template.class)
    void nothingIsWrongWithATemplate(Template template) throws IOException {
        same("orders-" + template + ".yaml", pipeline("orders", template, Sample.of("orders", Examples.ORDERS)));
    }

    @Test
    void fieldsOfAllKindsAreColumns() throws IOException {
        Sample odd = Sample.of("odd.jsonl", Files.readAllLines(CASES.resolve("odd.jsonl")));

        same("odd.yaml", pipeline("odd.things-1", Template.copy, odd));
    }

    @Test
    void whatIsNoSampleIsToldByItsPlace() {
        assertThatThrownBy(() -> Sample.of("a.jsonl", List.of("{\"a\": 1}", "{\"a\" 2}")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("a.jsonl:2:6: this is no JSON: ");
        assertThatThrownBy(() -> Sample.of("a.jsonl", List.of("[1]")))
                .hasMessage("a.jsonl:1: this is no JSON object; each line must hold one");
        assertThatThrownBy(() -> Sample.of("a.jsonl", List.of()))
                .hasMessageStartingWith("a.jsonl: no field of its records can be a column");
    }

    @Test
    void aWindowNeedsATime() {
        Sample sample = Sample.of("a.jsonl", List.of("{\"a\": 1}"));

        assertThatThrownBy(() -> pipeline("a", Template.window, sample).yaml())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("needs a time");
    }

    private static NewPipeline pipeline(String source, Template template, Sample sample) {
        return new NewPipeline("new", source, "new-out", template, sample);
    }

    private static void same(String file, NewPipeline pipeline) throws IOException {
        Path golden = CASES.resolve(file);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, pipeline.yaml());
        }
        assertThat(pipeline.yaml()).isEqualTo(Files.readString(golden));
        PipelineFile read = PipelineFile.read(golden, pipeline.yaml());
        assertThat(PipelineCheck.of(read.pipelines().get(0), FileSchemas.OF_FOLDER)
                        .problems())
                .isEmpty();
    }
}
