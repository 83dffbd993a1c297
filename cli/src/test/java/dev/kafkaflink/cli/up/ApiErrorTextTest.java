package dev.kafkaflink.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiErrorTextTest {
    @Test
    void ruleOfTheDefinitionIsShownWithItsField() {
        Status status = new StatusBuilder()
                .withMessage("KafkaFlinkPipeline.kafkaflink.dev \"a\" is invalid: ...")
                .withNewDetails()
                .addNewCause("spec.kafka", "Invalid value: \"object\": name the cluster by exactly one of", "Invalid")
                .addNewCause("spec.sources[0].format.type", "Unsupported value: \"Xml\"", "NotSupported")
                .addNewCause("spec.topics[0].partitions", "Invalid value: 0: should be at least 1", "Invalid")
                .addNewCause("spec.sinks", "Invalid value: a sink needs a query", "Invalid")
                .addNewCause("<nil>", "Invalid value: null: some validation rules were not checked", "Invalid")
                .endDetails()
                .build();

        assertThat(lines(status, 422))
                .containsExactly(
                        "spec.kafka: name the cluster by exactly one of",
                        "spec.sources[0].format.type: Unsupported value: \"Xml\"",
                        "spec.topics[0].partitions: Invalid value: 0: should be at least 1",
                        "spec.sinks: a sink needs a query",
                        "some validation rules were not checked");
    }

    @Test
    void unknownFieldIsShownWithoutThePreamble() {
        Status status = new StatusBuilder()
                .withMessage("failed to create typed patch object (hello/hello; kafkaflink.dev/v1alpha1,"
                        + " Kind=KafkaFlinkPipeline): .spec.sorces: field not declared in schema")
                .build();

        assertThat(lines(status, 500)).containsExactly("spec.sorces: field not declared in schema");
    }

    @Test
    void severalUnknownFieldsAreShownEachOnALine() {
        Status status = new StatusBuilder()
                .withMessage("failed to create typed patch object (a/b; c/v1, Kind=D): errors:\n"
                        + "  .spec.a: field not declared in schema\n  .spec.b: field not declared in schema")
                .build();

        assertThat(lines(status, 500))
                .containsExactly("spec.a: field not declared in schema", "spec.b: field not declared in schema");
    }

    private static List<String> lines(Status status, int code) {
        return ApiErrorText.of(new KubernetesClientException("refused", code, status));
    }
}
