package dev.kafkaflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The packaged commands that need no platform, as processes in a folder of their own. */
class CommandsIT {
    private static final Path CASES = Path.of("src/test/resources").toAbsolutePath();
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
    private static final Path BASH = Path.of("/bin/bash");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void validateTellsPlacesAndEndsWithOne() throws Exception {
        Files.copy(CASES.resolve("validate/places-in-queries.yaml"), folder.resolve("places-in-queries.yaml"));

        Ran ran = run("", "validate", "places-in-queries.yaml");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo(Files.readString(CASES.resolve("validate/places-in-queries.txt")));
    }

    @Test
    void validateReadsStandardInputAndSpeaksJson() throws Exception {
        String hello = Files.readString(EXAMPLES.resolve("hello/pipeline.yaml"));

        Ran ran = run(hello, "validate", "-", "-o", "json");

        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode report = JSON.readTree(ran.out());
        assertThat(report.get("valid").asBoolean()).isTrue();
        assertThat(report.at("/pipelines/0/name").asText()).isEqualTo("hello");
    }

    @Test
    void validateMarksTheLinesOfAPullRequest() throws Exception {
        Files.copy(CASES.resolve("validate/missing-fields.yaml"), folder.resolve("pipeline.yaml"));

        Ran ran = run("", "validate", "--format", "github", ".");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("::error file=./pipeline.yaml,line=5,col=1,title=kafkaflink validate::the field");
    }

    @Test
    void explainSaysWhatAnEditDoes() throws Exception {
        Path edited = CASES.resolve("explain/edited.yaml");
        Path old = CASES.resolve("explain/edited.old.yaml");

        Ran ran = run("", "explain", edited.toString(), "--against", old.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).isEqualTo(Files.readString(CASES.resolve("explain/edited.txt")));
    }

    @Test
    void whatInitWritesPassesItsTest() throws Exception {
        Ran init = run("", "init", "hourly", "--template", "window");
        assertThat(init.code()).as(init.err()).isZero();
        assertThat(init.err()).isEmpty();
        assertThat(init.out()).endsWith("Next: kafkaflink test hourly, then kafkaflink up hourly\n");
        assertThat(folder.resolve("hourly/expected/hourly-out.jsonl"))
                .content()
                .contains("\"customer\":\"ada\",\"records\":2,\"total\":42.5");

        Ran test = run("", "test", "hourly");
        assertThat(test.code()).as(test.out()).isZero();

        Ran json = run("", "init", "copied", "--template", "copy", "-o", "json");
        assertThat(json.out()).isEqualToIgnoringWhitespace("{\"folder\":\"copied\",\"name\":\"copied\"}");

        Ran again = run("", "init", "hourly");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).startsWith("kafkaflink init: hourly is not empty; name a new folder");
    }

    @Test
    @EnabledIf("hasBash")
    void bashCompletesCommandsAndOptions() throws Exception {
        Path script = folder.resolve("completion");
        Files.writeString(script, run("", "completion").out());

        assertThat(completions(script, "kafkaflink", "val")).containsExactly("validate");
        assertThat(completions(script, "kafkaflink", "explain", "--ag")).containsExactly("--against");
    }

    private static boolean hasBash() {
        return Files.isExecutable(BASH);
    }

    /** What bash offers behind these words, of which the last is begun. */
    private static List<String> completions(Path script, String... words) throws IOException {
        String asked =
                """
                source %s
                COMP_WORDS=(%s); COMP_CWORD=%d
                _complete_kafkaflink
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                        .formatted(script, String.join(" ", words), words.length - 1);
        Process bash = new ProcessBuilder(BASH.toString(), "-c", asked)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
    }

    @Test
    void explainSaysWhyAFileCannotBeRead() throws Exception {
        Ran ran = run("", "explain", CASES.resolve("validate/no-yaml.yaml").toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("no-yaml.yaml:4:1: this is no valid YAML");
    }

    @Test
    void wrongUsageEndsWithTwo() throws Exception {
        Ran ran = run("", "explain", "nowhere.yaml");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err().lines())
                .containsExactly(
                        "kafkaflink explain: There is no file nowhere.yaml", "'kafkaflink explain --help' tells more.");
    }

    private Ran run(String input, String... arguments) throws IOException, InterruptedException {
        try (CommandProcess process = CommandProcess.start(folder, arguments)) {
            return process.feed(input).await();
        }
    }
}
