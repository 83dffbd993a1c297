package dev.kafkaflink.job.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.Release;
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
    void anOlderJobSaysThatTheDefinitionIsNewer() throws IOException {
        Path known = Files.writeString(folder.resolve("known.json"), "{\"version\":2,\"pipeline\":\"a/b\"}");
        Path unknown = Files.writeString(folder.resolve("unknown.json"), "{\"brandNew\":{},\"version\":2}");
        String says =
                "the definition has version 2, and this job knows only version 1: the job's image is older than the"
                        + " operator; leave job.image out, or build it from the release of the operator";

        JobDefinition read = DefinitionFile.read(known);

        assertThatThrownBy(() -> ReleaseCheck.require(read, Release.flink())).hasMessageStartingWith(says);
        assertThatThrownBy(() -> DefinitionFile.read(unknown)).hasMessageContaining(says);
    }

    @Test
    void aJobSaysThatItsImageHasAnotherFlink() throws IOException {
        JobDefinition planned = DefinitionJson.read("{\"flink\":\"" + Release.flinkLine() + "\"}", JobDefinition.class);

        assertThat(ReleaseCheck.problem(planned, Release.flink())).isEmpty();
        assertThat(ReleaseCheck.problem(planned, "1.20.3")).hasValueSatisfying(says -> assertThat(says)
                .startsWith("the definition was planned for Flink " + Release.flinkLine()
                        + ", but the image has Flink 1.20.3; leave job.image out"));
        assertThat(ReleaseCheck.problem(EMPTY, "9.9.0")).hasValueSatisfying(says -> assertThat(says)
                .startsWith("this job was built for Flink " + Release.flinkLine() + ", but the image has Flink 9.9.0"));
        ReleaseCheck.require(planned, Release.flink());
    }

    @Test
    void saysWhyThereIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("d.json"), "{\"pipelin\":1}");

        assertThatThrownBy(() -> DefinitionFile.read(file)).hasMessageContaining("pipelin");
        assertThatThrownBy(() -> DefinitionFile.read(folder.resolve("none")))
                .hasMessage("there is no definition at " + folder.resolve("none"));
    }
}
