package dev.kafkaflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged commands that need no platform, as processes in a folder of their own. */
class CommandsIT {
    private static final Path CASES = Path.of("src/test/resources").toAbsolutePath();
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
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
    void wrongUsageEndsWithTwo() throws Exception {
        Ran ran = run("", "explain", "nowhere.yaml");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("There is no file nowhere.yaml");
    }

    private Ran run(String input, String... arguments) throws IOException, InterruptedException {
        Path target = Path.of("target").toRealPath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                target.resolve("kafkaflink.jar") + ":" + target.resolve("lib") + "/*",
                Kafkaflink.class.getName()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("kafkaflink-", ".out");
        Path err = Files.createTempFile("kafkaflink-", ".err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        Ran ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ran;
    }
}
