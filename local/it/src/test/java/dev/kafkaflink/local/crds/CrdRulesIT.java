package dev.kafkaflink.local.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kafkaflink.local.controlplane.ControlPlane;
import dev.kafkaflink.local.controlplane.TestControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real API server says to pipelines, with the checked-in CRD. Each file of {@code crd-rules} is one pipeline: a
 * {@code valid-*} one is accepted, an {@code invalid-*} one is refused with every text of its {@code # expect:} lines.
 */
class CrdRulesIT {
    private static final Path CASES = Path.of("../../crds/src/test/resources/crd-rules");
    private static final Path CRD = Path.of("../../crds/kafkaflinkpipelines.kafkaflink.dev-v1.yaml");
    private static final String EXPECT = "# expect: ";

    @TempDir
    private static Path folder;

    private static ControlPlane controlPlane;

    @BeforeAll
    static void start() throws InterruptedException {
        controlPlane = TestControlPlane.start(folder, CRD);
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void isAccepted(Path file) throws IOException {
        assertThat(apply(Files.readString(file)).getMetadata().getUid()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void isRefusedWithAHelpfulMessage(Path file) throws IOException {
        String yaml = Files.readString(file);
        List<String> expected = yaml.lines()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
        assertThat(expected).as("texts to expect in " + file).isNotEmpty();

        var refusal = catchThrowableOfType(KubernetesClientException.class, () -> create(yaml));

        assertThat(refusal).as(file + " was accepted").isNotNull();
        assertThat(refusal.getMessage()).contains(expected);
    }

    @Test
    void theExamplesAreAccepted() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../../examples"))) {
            var pipelines =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(pipelines).isNotEmpty();
            for (Path pipeline : pipelines) {
                assertThat(apply(Files.readString(pipeline)).getMetadata().getUid())
                        .as(pipeline.toString())
                        .isNotBlank();
            }
        }
    }

    @Test
    void thePipelineOfTheReadmeIsAccepted() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        int begin = readme.indexOf("```yaml\n") + "```yaml\n".length();

        assertThat(apply(readme.substring(begin, readme.indexOf("```", begin)))
                        .getMetadata()
                        .getUid())
                .isNotBlank();
    }

    @Test
    void aTopicDoesNotShrink() throws IOException {
        String yaml =
                Files.readString(CASES.resolve("valid-everything.yaml")).replace("name: everything", "name: shrink");
        apply(yaml);

        var refusal = catchThrowableOfType(
                KubernetesClientException.class, () -> apply(yaml.replace("partitions: 3", "partitions: 2")));

        assertThat(refusal).hasMessageContaining("Kafka cannot take partitions away from a topic");
    }

    @Test
    void aPipelineStaysOnItsCluster() throws IOException {
        String yaml = Files.readString(CASES.resolve("valid-smallest.yaml")).replace("name: smallest", "name: stays");
        apply(yaml);

        var refusal = catchThrowableOfType(
                KubernetesClientException.class, () -> apply(yaml.replace("name: events", "name: other")));

        assertThat(refusal).hasMessageContaining("a pipeline stays on its Kafka cluster");
    }

    private static GenericKubernetesResource apply(String yaml) {
        return controlPlane
                .client()
                .resource(inItsNamespace(yaml))
                .fieldValidation(Validation.STRICT)
                .fieldManager("test")
                .serverSideApply();
    }

    /** As kubectl does by default: unlike server-side apply, it gets every problem at once, under its whole path. */
    private static void create(String yaml) {
        controlPlane
                .client()
                .resource(inItsNamespace(yaml))
                .fieldValidation(Validation.STRICT)
                .create();
    }

    private static GenericKubernetesResource inItsNamespace(String yaml) {
        var pipeline = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        if (pipeline.getMetadata().getNamespace() == null) {
            pipeline.getMetadata().setNamespace("default");
        }
        var namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(pipeline.getMetadata().getNamespace())
                .endMetadata()
                .build();
        controlPlane.client().resource(namespace).serverSideApply();
        return pipeline;
    }

    private static Stream<Path> valid() throws IOException {
        return cases("valid-");
    }

    private static Stream<Path> invalid() throws IOException {
        return cases("invalid-");
    }

    private static Stream<Path> cases(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            var found = files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found.stream();
        }
    }
}
