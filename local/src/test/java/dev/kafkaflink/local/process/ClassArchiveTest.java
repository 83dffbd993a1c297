package dev.kafkaflink.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final byte[] FINISHED = {(byte) 0xa8, (byte) 0xab, 0x0b, (byte) 0xf0, 1, 2, 3};
    private static final String WRITE = "-XX:ArchiveClassesAtExit=";
    private static final String USE = "-XX:SharedArchiveFile=";

    @TempDir
    Path folder;

    private Path jars;

    @BeforeEach
    void jars() throws IOException {
        jars = Files.createDirectory(folder.resolve("lib"));
        Files.writeString(jars.resolve("a.jar"), "a");
    }

    @Test
    void isWrittenByTheFirstAndUsedByTheNext() throws IOException {
        Path file = written("Server");
        Files.write(file, FINISHED);

        assertThat(option("Server")).isEqualTo(USE + file);
        assertThat(option("Client")).startsWith(WRITE);
    }

    @Test
    void whatAKilledProcessLeftIsWrittenAnew() throws IOException {
        Path file = written("Server");
        Files.write(file, new byte[4096]);

        assertThat(option("Server")).isEqualTo(WRITE + file);
    }

    @Test
    void anotherJarMakesItOutdated() throws IOException {
        Path file = written("Server");
        Files.write(file, FINISHED);
        Path other = Files.write(file.resolveSibling("Client-1.jsa"), FINISHED);
        Files.writeString(jars.resolve("b.jar"), "b");

        assertThat(option("Server")).startsWith(WRITE).isNotEqualTo(WRITE + file);
        assertThat(file).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void classesInAFolderCannotBeArchived() {
        Optional<ClassArchive> archive = ClassArchive.of(folder, "Server", List.of(jars + "/*", folder.toString()));

        assertThat(archive).isEmpty();
    }

    private Path written(String program) {
        assertThat(option(program)).startsWith(WRITE);
        return Path.of(option(program).substring(WRITE.length()));
    }

    private String option(String program) {
        return ClassArchive.of(folder.resolve("archives"), program, List.of(jars + "/*"))
                .orElseThrow()
                .options()
                .get(0);
    }
}
