package dev.kafkaflink.operator.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole decisions, a folder each. {@code -Dgolden.write=true} writes what is decided instead of comparing it. */
class GoldenTest {
    private static final Path CASES = Path.of("src/test/resources/golden");

    @TestFactory
    Stream<DynamicTest> decides() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            List<Path> cases = folders.sorted().toList();
            assertThat(cases).as("cases in " + CASES).isNotEmpty();
            return cases.stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> new GoldenCase(folder)
                            .run(Boolean.getBoolean("golden.write"))));
        }
    }
}
