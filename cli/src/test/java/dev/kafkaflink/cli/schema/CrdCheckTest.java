package dev.kafkaflink.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.cli.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that a real API server answers in {@code CrdRulesIT}: both must accept and refuse the same. */
class CrdCheckTest {
    private static final Path CASES = Path.of("../crds/src/test/resources/crd-rules");
    private static final Path MESSAGES = Path.of("src/test/resources/crd-messages.txt");

    @ParameterizedTest
    @MethodSource("valid")
    void isAccepted(Path file) throws Exception {
        assertThat(CrdCheck.look(read(file), null)).isEmpty();
    }

    /** One line a violation: the case, the place, the message. {@code -Dgolden.write=true} writes the file anew. */
    @Test
    void saysWhatIsWrongAndHowToMendIt() throws Exception {
        List<String> said = new ArrayList<>();
        for (Path file : cases("invalid-")) {
            List<Violation> violations = CrdCheck.look(read(file), null);
            assertThat(violations).as("what is wrong with %s", file).isNotEmpty();
            violations.forEach(violation ->
                    said.add("%s %s: %s".formatted(file.getFileName(), violation.at(), violation.message())));
        }
        if (Boolean.getBoolean("golden.write")) {
            Files.write(MESSAGES, said);
        }
        assertThat(said).isEqualTo(Files.readAllLines(MESSAGES));
    }

    @Test
    void rulesOfAChangeCountWhereThereIsSomethingBefore() throws Exception {
        JsonNode before = read(CASES.resolve("valid-smallest.yaml"));
        ObjectNode after = before.deepCopy();
        ((ObjectNode) after.at("/spec/kafka/clusterRef")).put("name", "another");
        assertThat(CrdCheck.look(after, null)).isEmpty();
        assertThat(CrdCheck.look(after, before)).hasSize(1).first().satisfies(violation -> {
            assertThat(violation.at()).hasToString("/spec/kafka/clusterRef");
            assertThat(violation.message()).startsWith("a pipeline stays on its Kafka cluster");
        });
    }

    private static Stream<Path> valid() throws IOException {
        return cases("valid-").stream();
    }

    private static List<Path> cases(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode read(Path file) throws Exception {
        return YamlFile.read(Files.readString(file)).get(0).content();
    }
}
