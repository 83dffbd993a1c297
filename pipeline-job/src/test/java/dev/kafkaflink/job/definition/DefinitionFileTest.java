package dev.kafkaflink.job.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionFileTest {
    private static final JobDefinition EMPTY = new JobDefinition("lake/a", null, null, null, null, null, null);

    @TempDir
    Path folder;

    @Test
    void readsADefinitionOfTheHashThatIsMeant() throws IOException {
        Path file = Files.writeString(folder.resolve("d.json"), DefinitionJson.write(EMPTY));

        JobDefinition read = DefinitionFile.read(file);

        assertThat(read).isEqualTo(EMPTY);
        DefinitionFile.requireHash(read, DefinitionJson.hash(EMPTY));
        assertThatThrownBy(() -> DefinitionFile.requireHash(read, "0123"))
                .hasMessageStartingWith("the definition has the hash " + DefinitionJson.hash(EMPTY)
                        + ", but 0123 was asked for: the mounted file is not the one this job was deployed for");
    }

    @Test
    void saysWhyThereIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("d.json"), "{\"pipelin\":1}");

        assertThatThrownBy(() -> DefinitionFile.read(file)).hasMessageContaining("pipelin");
        assertThatThrownBy(() -> DefinitionFile.read(folder.resolve("none")))
                .hasMessage("there is no definition at " + folder.resolve("none"));
    }
}
