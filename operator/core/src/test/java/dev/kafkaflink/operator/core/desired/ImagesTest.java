package dev.kafkaflink.operator.core.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images are built on the Flink that everything else is built with. */
class ImagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"operator", "pipeline-job"})
    void theImageHasTheFlinkOfTheRelease(String image) throws IOException {
        assertThat(Files.readAllLines(Path.of("../../deploy/images/" + image + ".Dockerfile")))
                .contains("ARG FLINK=" + Release.flink())
                .anyMatch(line -> line.startsWith("FROM flink:${FLINK}-java17"));
    }
}
