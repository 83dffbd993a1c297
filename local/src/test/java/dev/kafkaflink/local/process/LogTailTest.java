package dev.kafkaflink.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    private Path folder;

    @Test
    void givesTheLastLinesOldestFirst() throws IOException {
        Path log = write("one\ntwo\nthree\n");

        assertThat(LogTail.of(log, 0, 2)).containsExactly("two", "three");
        assertThat(LogTail.of(log, 0, 9)).containsExactly("one", "two", "three");
    }

    @Test
    void leavesOutWhatWasThereBefore() throws IOException {
        Path log = write("one\ntwo\nthree\n");

        assertThat(LogTail.of(log, "one\n".length(), 9)).containsExactly("two", "three");
    }

    @Test
    void readsOnlyTheEndOfALargeLog() throws IOException {
        Path log = write("a line of some length\n".repeat(20_000) + "the end\n");

        assertThat(LogTail.of(log, 0, 2)).containsExactly("a line of some length", "the end");
    }

    @Test
    void isEmptyWithoutALog() {
        assertThat(LogTail.of(folder.resolve("none"), 0, 2)).isEmpty();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("log"), text);
    }
}
