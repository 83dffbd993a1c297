package dev.kafkaflink.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.cli.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFolderTest {
    private static final String PIPELINE =
            "apiVersion: kafkaflink.dev/v1alpha1\nkind: KafkaFlinkPipeline\nmetadata: {name: a}\nspec: {}\n";

    @TempDir
    private Path folder;

    @Test
    void allDocumentsOfAllYamlFilesAreRead() throws IOException {
        write("b.yaml", PIPELINE + "---\n" + PIPELINE);
        write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n");
        write("notes.txt", "no manifest");

        PipelineFolder read = PipelineFolder.read(folder);

        assertThat(read.manifests())
                .extracting(manifest -> manifest.resource().getKind())
                .containsExactly("ConfigMap", "KafkaFlinkPipeline", "KafkaFlinkPipeline");
    }

    @Test
    void inputMayBeBase64AndWhatIsExpectedMayNot() throws IOException {
        write("a.yaml", PIPELINE);
        write("input/flights.base64", "AP8=\n");
        write("expected/delays.base64", "AP8=\n");

        PipelineFolder read = PipelineFolder.read(folder);

        assertThat(read.inputs()).containsOnlyKeys("flights");
        assertThat(read.expected()).isEmpty();
    }

    @Test
    void aTopicHasOneFile() throws IOException {
        write("a.yaml", PIPELINE);
        write("input/flights.base64", "AP8=\n");
        write("input/flights.jsonl", "{}\n");

        assertThatThrownBy(() -> PipelineFolder.read(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("for the same topic, too")
                .hasMessageContaining("flights.base64")
                .hasMessageContaining("flights.jsonl");
    }

    @Test
    void filesOfLinesAreFoundByTopic() throws IOException {
        write("a.yaml", PIPELINE);
        write("input/flights.v1.jsonl", "{}\n");
        write("input/notes.md", "no input");
        write("expected/delays.jsonl", "{}\n");

        PipelineFolder read = PipelineFolder.read(folder);

        assertThat(read.inputs()).containsOnlyKeys("flights.v1");
        assertThat(read.expected()).containsOnlyKeys("delays");
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PipelineFolder.read(folder.resolve("none")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("none is no folder");
    }

    @Test
    void folderWithoutAPipelineIsRefused() throws IOException {
        write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n");

        assertThatThrownBy(() -> PipelineFolder.read(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no *.yaml with a resource of kind KafkaFlinkPipeline");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() throws IOException {
        write("a.yaml", "apiVersion: v1\nkind: [\n");

        assertThatThrownBy(() -> PipelineFolder.read(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageMatching("(?s).*a\\.yaml:[0-9]+: this is no valid YAML: .*");
    }

    @Test
    void fieldThatIsGivenTwiceIsRefused() throws IOException {
        write("a.yaml", PIPELINE + "spec: {}\n");

        assertThatThrownBy(() -> PipelineFolder.read(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("uplicate");
    }

    @Test
    void documentWithoutANameIsRefused() throws IOException {
        write("a.yaml", "apiVersion: v1\nkind: ConfigMap\n");

        assertThatThrownBy(() -> PipelineFolder.read(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("there is no metadata.name");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
