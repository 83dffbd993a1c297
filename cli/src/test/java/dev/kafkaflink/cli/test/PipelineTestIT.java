package dev.kafkaflink.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.cli.CommandProcess;
import dev.kafkaflink.cli.Folders;
import dev.kafkaflink.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an author runs it, in a folder of his own. */
class PipelineTestIT {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void everyExampleGivesWhatIsExpectedInOneRun() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("test"));
        arguments.addAll(examples());

        Ran ran = run(arguments);

        assertThat(ran.out())
                .contains(examples().stream().map("PASS  %s ("::formatted).toList())
                .contains("%1$d of %1$d passed in ".formatted(examples().size()));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            return all.filter(Files::isDirectory).map(Path::toString).sorted().toList();
        }
    }

    @Test
    void eachFolderIsToldWhatIsWrongWithIt() throws Exception {
        Folders folders = new Folders(folder);
        folders.chain("chain");
        folders.avro("avro");
        folders.windows("windows", 4);
        folders.windows("wrong-count", 3);
        folders.deadLetters("letters", true);
        folders.deadLetters("surprise", false);
        folders.misspelt("misspelt");
        folders.failing("failing");
        Files.createDirectories(folder.resolve("empty"));

        Ran ran = run(List.of(
                "test",
                "--junit",
                "reports/junit.xml",
                "chain",
                "avro",
                "windows",
                "wrong-count",
                "letters",
                "surprise",
                "misspelt",
                "failing",
                "empty"));

        assertThat(ran.out())
                .contains("PASS  chain (", "PASS  avro (", "PASS  windows (", "PASS  letters (")
                .containsSubsequence(
                        "FAIL  wrong-count (",
                        "  hourly: 1 missing, 1 too many (2 expected, 2 there)",
                        "expected  {\"readings\":3,\"window_start\":\"2013-01-01T10:00:00\"}",
                        "there     {\"readings\":4,\"window_start\":\"2013-01-01T10:00:00\"}",
                        "differs   readings: 3 expected, 4 there")
                .containsSubsequence(
                        "FAIL  surprise (",
                        "  dead letters: 0 missing, 1 too many (0 expected, 1 there)",
                        "too many  {\"reason\":\"column 'at': expected TIMESTAMP_LTZ(3)",
                        "\"value\":{\"at\":\"noon\"}}",
                        "there is no surprise/expected/dead-letters.jsonl, so none are expected; --update writes what is there")
                .containsSubsequence("ERROR misspelt (", "misspelt/pipeline.yaml:", "did you mean")
                .containsSubsequence(
                        "ERROR failing (",
                        "The job of default/failing failed: source.readings: topic 'readings', partition 0,")
                .containsSubsequence("ERROR empty (", "empty has no pipeline.yaml")
                .contains("4 of 9 passed, 2 failed, 3 without results in ");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isEqualTo(1);
        assertThat(folder.resolve("reports/junit.xml"))
                .content()
                .contains(
                        "tests=\"9\" failures=\"2\" errors=\"3\"",
                        "name=\"chain\"",
                        "<failure message=\"hourly: 1 missing");
    }

    @Test
    void expectedFilesCanBeWritten() throws Exception {
        Folders folders = new Folders(folder);
        folders.windows("windows", 3);
        folders.deadLetters("letters", false);

        Ran ran = run(List.of("test", "--update", "windows", "letters"));

        assertThat(ran.out())
                .contains("Updated windows/expected/hourly.jsonl: 1 lines added, 1 removed")
                .contains("Wrote letters/expected/dead-letters.jsonl: 1 lines added, 0 removed");
        assertThat(ran.code()).isZero();
        assertThat(Files.readAllLines(folder.resolve("windows/expected/hourly.jsonl")))
                .containsExactly(
                        "{\"window_start\": \"2013-01-01T11:00:00\", \"readings\": 1}",
                        "{\"window_start\":\"2013-01-01T10:00:00\",\"readings\":4}");
        assertThat(run(List.of("test", "windows", "letters")).code()).isZero();
    }

    @Test
    void pipelineThatTakesTooLongIsGivenUp() throws Exception {
        new Folders(folder).windows("windows", 4);

        Ran ran = run(List.of("test", "--timeout", "1ms", "-o", "json", "windows"));

        assertThat(ran.out())
                .contains("\"folder\":\"windows\",\"result\":\"error\"")
                .contains("After 1ms (--timeout), the job of default/windows is not done; ");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void sigtermLeavesNothing() throws Exception {
        new Folders(folder).chain("chain");
        Path tmp = folder.resolve("tmp");
        try (CommandProcess test = CommandProcess.start(folder, "test", "chain")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                try (Stream<Path> files = Files.walk(tmp)) {
                    return files.anyMatch(file -> file.endsWith("bootstrap.checkpoint"));
                }
            });

            test.terminate();

            assertThat(test.await().code()).isEqualTo(128 + 15);
            assertThat(test.leftovers()).isEmpty();
        }
    }

    private Ran run(List<String> arguments) throws Exception {
        try (CommandProcess test = CommandProcess.start(folder, arguments.toArray(String[]::new))) {
            Ran ran = test.await();
            assertThat(test.leftovers()).isEmpty();
            return ran;
        }
    }
}
