package dev.kafkaflink.local.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.local.controlplane.ControlPlane;
import dev.kafkaflink.local.controlplane.TestControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that the operator's golden cases apply is accepted by the real definitions of Strimzi and Flink, word for word. */
class AppliedObjectsIT {
    private static final Path REAL = Path.of("src/test/resources/real-crds");
    private static final Path GOLDEN = Path.of("../../operator/core/src/test/resources/golden");

    @TempDir
    private static Path folder;

    private static ControlPlane controlPlane;

    @BeforeAll
    static void start() throws InterruptedException {
        controlPlane =
                TestControlPlane.start(folder, REAL.resolve("kafkatopics.yaml"), REAL.resolve("flinkdeployments.yaml"));
    }

    @AfterAll
    static void stop() {
        controlPlane.close();
    }

    @ParameterizedTest
    @MethodSource("applied")
    void isAcceptedUnderStrictValidation(Path file) throws IOException {
        var object = Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
        // The owner of a golden case is on no API server, and the garbage collector would take the object with it.
        object.getMetadata().setOwnerReferences(List.of());
        prepare(object.getMetadata().getNamespace());

        var applied = controlPlane
                .client()
                .resource(object)
                .fieldValidation(Validation.STRICT)
                .fieldManager("kafkaflink")
                .forceConflicts()
                .serverSideApply();

        assertThat(applied.getMetadata().getUid()).isNotBlank();
        assertThat(object.getAdditionalProperties()).doesNotContainKey("status");
    }

    private static void prepare(String namespace) {
        controlPlane
                .client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    private static Stream<Path> applied() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            var found = files.filter(file -> file.getFileName()
                            .toString()
                            .matches("out-apply-\\d+-(kafkatopic|flinkdeployment)-.*\\.yaml"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(10);
            return found.stream();
        }
    }
}
