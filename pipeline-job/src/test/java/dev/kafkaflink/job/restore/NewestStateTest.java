package dev.kafkaflink.job.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestStateTest {
    private static final String JOB = "checkpoints/915dccd80102e3ed1217f21bfdc7a8d8/";
    private static final String NEXT_JOB = "checkpoints/ffffccd80102e3ed1217f21bfdc7a8d8/";

    @TempDir
    Path folder;

    @BeforeEach
    void partsThatCheckpointsShare() throws IOException {
        Files.createDirectories(folder.resolve(JOB + "shared"));
        Files.createDirectories(folder.resolve(JOB + "taskowned"));
    }

    @Test
    void theLastCheckpointOfTheLastJob() throws IOException {
        whole(JOB + "chk-9", 1);
        whole(NEXT_JOB + "chk-10", 2);
        whole(NEXT_JOB + "chk-11", 3);

        assertThat(newest()).isEqualTo(folder.resolve(NEXT_JOB + "chk-11"));
    }

    @Test
    void theSavepointThatStoppedTheLastJob() throws IOException {
        whole(JOB + "chk-9", 1);
        whole("savepoints/savepoint-915dcc-0123456789ab", 2);

        assertThat(newest()).isEqualTo(folder.resolve("savepoints/savepoint-915dcc-0123456789ab"));
    }

    @Test
    void ofThoseOfOneSecondTheOneThatWasLast() throws IOException {
        whole(JOB + "chk-9", 1);
        whole(JOB + "chk-10", 1);
        assertThat(newest()).isEqualTo(folder.resolve(JOB + "chk-10"));

        whole("savepoints/savepoint-915dcc-0123456789ab", 1);
        assertThat(newest()).isEqualTo(folder.resolve("savepoints/savepoint-915dcc-0123456789ab"));
    }

    @Test
    void oneWithoutMetadataIsNotWhole() throws IOException {
        whole(JOB + "chk-9", 1);
        Files.createDirectories(folder.resolve(JOB + "chk-10"));
        Files.writeString(folder.resolve(JOB + "chk-10/0123-state"), "half");

        assertThat(newest()).isEqualTo(folder.resolve(JOB + "chk-9"));
    }

    @Test
    void checkpointsWithoutAFolderForEachJob() throws IOException {
        whole("checkpoints/chk-3", 1);

        assertThat(newest()).isEqualTo(folder.resolve("checkpoints/chk-3"));
    }

    @Test
    void ifNoneIsLeftThatIsSaidWithTheRemedy() throws IOException {
        Files.createDirectories(folder.resolve(JOB + "chk-10"));

        assertThatThrownBy(() -> NewestState.in(folder.toUri().toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("no checkpoint or savepoint is left in", folder.toString(), "Stateless");
        assertThatThrownBy(() -> NewestState.in(folder.resolve("gone").toUri().toString()))
                .isInstanceOf(IllegalStateException.class);
    }

    private Path newest() throws IOException {
        return Path.of(URI.create(NewestState.in("file://" + folder)).getPath());
    }

    private void whole(String name, long second) throws IOException {
        Path kept = Files.createDirectories(folder.resolve(name));
        Path metadata = Files.writeString(kept.resolve("_metadata"), "whole");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1000));
    }
}
