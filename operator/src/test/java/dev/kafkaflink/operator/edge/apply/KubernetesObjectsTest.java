package dev.kafkaflink.operator.edge.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How what is applied and deleted goes to the API server. */
class KubernetesObjectsTest {
    private static final GenericKubernetesResource TOPIC = new GenericKubernetesResourceBuilder()
            .withApiVersion("kafka.strimzi.io/v1")
            .withKind("KafkaTopic")
            .withNewMetadata()
            .withNamespace("kafka")
            .withName("flights")
            .withResourceVersion("9")
            .endMetadata()
            .build();

    private final FakeApiServer server = new FakeApiServer();
    private final KubernetesObjects objects = new KubernetesObjects(server.client(), null);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void onlyTheVersionThatWasDecidedAboutIsDeleted() {
        objects.delete(TOPIC, "7");

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("DELETE");
            assertThat(request.path()).startsWith("/apis/kafka.strimzi.io/v1/namespaces/kafka/kafkatopics/flights");
            assertThat(request.body()).contains("\"preconditions\":{\"resourceVersion\":\"7\"}");
        });
    }

    @Test
    void aMissingRightIsToldWithItsCodeAndTheServersWords() {
        server.answer(403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"kafkatopics is forbidden\"}");

        assertThatThrownBy(() -> objects.delete(TOPIC, "7"))
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(403);
                    assertThat(FailureText.of(refused)).isEqualTo("the API server says: kafkatopics is forbidden");
                });
    }

    @Test
    void whatIsGoneAlreadyIsDeleted() {
        server.answer(404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not found\"}");

        objects.delete(TOPIC, "7");

        assertThat(server.requests()).hasSize(1);
    }
}
