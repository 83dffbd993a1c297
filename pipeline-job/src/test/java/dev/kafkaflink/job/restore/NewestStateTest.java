package dev.kafkaflink.job.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
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
        savepoint("savepoints/savepoint-915dcc-0123456789ab", 10, 2);

        assertThat(newest()).isEqualTo(folder.resolve("savepoints/savepoint-915dcc-0123456789ab"));
    }

    @Test
    void ofOneJobTheOneWithTheHighestNumberWhateverTheTimes() throws IOException {
        whole(JOB + "chk-9", 7);
        whole(JOB + "chk-10", 1);
        savepoint("savepoints/savepoint-915dcc-00000000aaaa", 8, 9);
        assertThat(newest()).isEqualTo(folder.resolve(JOB + "chk-10"));

        savepoint("savepoints/savepoint-915dcc-00000000bbbb", 11, 3);
        assertThat(newest()).isEqualTo(folder.resolve("savepoints/savepoint-915dcc-00000000bbbb"));
    }

    @Test
    void ofSeveralJobsTheLastOneForAJobWithoutStateCountsFromOneAgain() throws IOException {
        whole(JOB + "chk-99", 1);
        savepoint("savepoints/savepoint-915dcc-0123456789ab", 100, 2);
        whole(NEXT_JOB + "chk-3", 3);

        assertThat(newest()).isEqualTo(folder.resolve(NEXT_JOB + "chk-3"));
    }

    @Test
    void ofJobsThatWroteInOneSecondTheOneWithTheHighestNumber() throws IOException {
        whole(JOB + "chk-9", 1);
        savepoint("savepoints/savepoint-915dcc-0123456789ab", 10, 2);
        whole(NEXT_JOB + "chk-11", 2);

        assertThat(newest()).isEqualTo(folder.resolve(NEXT_JOB + "chk-11"));
    }

    @Test
    void jobsWhoseTimesInterleaveAreRefusedForTheyCannotHaveRunSo() throws IOException {
        whole(JOB + "chk-9", 3);
        savepoint("savepoints/savepoint-915dcc-0123456789ab", 10, 1);
        whole(NEXT_JOB + "chk-11", 2);

        assertThatThrownBy(this::newest)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "which job wrote last is not known", NEXT_JOB + "chk-11", "move those of the older job");
    }

    @Test
    void aSavepointThatCannotBeReadIsNotPassedOver() throws IOException {
        whole(JOB + "chk-9", 1);
        whole("savepoints/savepoint-915dcc-0123456789ab", 2);

        assertThatThrownBy(this::newest).isInstanceOf(IOException.class);
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
        write(name, "whole".getBytes(StandardCharsets.UTF_8), second);
    }

    private void savepoint(String name, long number, long second) throws IOException {
        ByteArrayOutputStream metadata = new ByteArrayOutputStream();
        Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), metadata);
        write(name, metadata.toByteArray(), second);
    }

    private void write(String name, byte[] content, long second) throws IOException {
        Path kept = Files.createDirectories(folder.resolve(name));
        Path metadata = Files.write(kept.resolve("_metadata"), content);
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1000));
    }
}
