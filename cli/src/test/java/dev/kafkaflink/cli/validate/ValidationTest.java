package dev.kafkaflink.cli.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.cli.pipeline.PipelineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A folder of files and what a person is told of them. {@code -Dgolden.write=true} writes the answers anew. */
class ValidationTest {
    private static final Path CASES = Path.of("src/test/resources/validate");
    /** What a real API server is asked in {@code CrdRulesIT}. */
    private static final Path RULES = Path.of("../crds/src/test/resources/crd-rules");

    @ParameterizedTest
    @MethodSource("cases")
    void saysAllThatIsWrong(Path file) throws IOException {
        Path answer = CASES.resolve(file.getFileName().toString().replace(".yaml", ".txt"));
        // Named as if it lay in the folder from which the command is called.
        PipelineFile named = PipelineFile.read(file.getFileName(), Files.readString(file));
        List<String> said = TextReport.lines(Validation.of(List.of(named), begun -> {}));
        if (Boolean.getBoolean("golden.write")) {
            Files.write(answer, said);
        }
        assertThat(said).isEqualTo(Files.readAllLines(answer));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatAnApiServerRefusesIsWrong(Path file) {
        assertThat(validate(file).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nothingIsWrongWithTheExamples(Path file) {
        assertThat(validate(file).problems()).isEmpty();
    }

    private static Validation validate(Path file) {
        try {
            return Validation.of(List.of(PipelineFile.read(file, Files.readString(file))), begun -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> cases() throws IOException {
        return files(CASES, ".*\\.yaml");
    }

    private static List<Path> refused() throws IOException {
        return files(RULES, ".*/invalid-.*\\.yaml");
    }

    private static List<Path> examples() throws IOException {
        return files(Path.of("../examples"), ".*\\.yaml");
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }
}
