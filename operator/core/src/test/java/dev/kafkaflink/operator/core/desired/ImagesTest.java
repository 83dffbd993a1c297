package dev.kafkaflink.operator.core.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One property says which Flink belongs to a release: everything is built with it, the images too. */
class ImagesTest {
    private static final Pattern FLINK_DEPENDENCY = Pattern.compile(
            "<groupId>org\\.apache\\.flink</groupId>\\s*<artifactId>[^<]*</artifactId>\\s*<version>([^<]*)<");

    @ParameterizedTest
    @ValueSource(strings = {"operator", "pipeline-job"})
    void theImageHasTheFlinkOfTheRelease(String image) throws IOException {
        assertThat(Files.readAllLines(Path.of("../../deploy/images/" + image + ".Dockerfile")))
                .contains("ARG FLINK=" + Release.flink())
                .anyMatch(line -> line.startsWith("FROM flink:${FLINK}-java17"));
    }

    @Test
    void noModuleHasAFlinkOfItsOwn() throws IOException {
        for (String module : List.of(
                ".", "crds", "pipeline-job", "pipeline-job/flink-dist", "operator/core", "operator", "local", "cli")) {
            String pom = Files.readString(Path.of("../../" + module + "/pom.xml"));
            assertThat(FLINK_DEPENDENCY.matcher(pom).results().map(found -> found.group(1)))
                    .as(module)
                    .isSubsetOf(
                            "${flink.version}",
                            "${flink-connector-kafka.version}",
                            "${flink-kubernetes-operator-api.version}");
        }
    }
}
