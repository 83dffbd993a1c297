package dev.kafkaflink.operator.edge.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.crds.v1alpha1.KafkaFlinkPipeline;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
    private static final PipelineStatus FIRST =
            new PipelineStatus(1L, List.of(), List.of(), null, null, null, null, null);
    private static final PipelineStatus SECOND =
            new PipelineStatus(2L, List.of(), List.of(), null, null, null, null, null);

    private final FakeApiServer server = new FakeApiServer();
    private final StatusWriter writer = new StatusWriter(server.client());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aStatusIsAppliedToThePipelineThatItIsOf() {
        server.answer(200, pipelineJson("7"));

        assertThat(writer.write(pipeline("5", null), FIRST)).isTrue();

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PATCH");
            assertThat(request.path())
                    .startsWith("/apis/kafkaflink.dev/v1alpha1/namespaces/lake/kafkaflinkpipelines/delays/status?")
                    .contains("fieldManager=kafkaflink", "force=true", "fieldValidation=Strict");
            assertThat(request.body()).contains("\"uid\":\"uid-1\"", "\"observedGeneration\":1");
        });
    }

    @Test
    void whatIsSaidAlreadyIsNotWritten() {
        assertThat(writer.write(pipeline("5", FIRST), FIRST)).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theLastStatusIsKnownBeforeTheCacheKnowsIt() {
        server.answer(200, pipelineJson("7"));
        writer.write(pipeline("5", FIRST), SECOND);

        assertThat(writer.refreshed(pipeline("5", FIRST)).getStatus()).isEqualTo(SECOND);
        assertThat(writer.refreshed(pipeline("8", FIRST)).getStatus())
                .as("the cache is newer")
                .isEqualTo(FIRST);

        writer.forget("uid-1");
        assertThat(writer.refreshed(pipeline("5", FIRST)).getStatus()).isEqualTo(FIRST);
    }

    @Test
    void aPipelineThatIsGoneIsNoFailureAndARefusalIsOne() {
        server.answer(404, "{\"kind\":\"Status\",\"code\":404,\"message\":\"not found\"}");
        assertThat(writer.write(pipeline("5", FIRST), SECOND)).isFalse();

        server.answer(403, "{\"kind\":\"Status\",\"code\":403,\"message\":\"the policy says no\"}");
        assertThatThrownBy(() -> writer.write(pipeline("5", FIRST), SECOND))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("the policy says no");
        assertThat(writer.refreshed(pipeline("5", FIRST)).getStatus()).isEqualTo(FIRST);
    }

    private static KafkaFlinkPipeline pipeline(String version, PipelineStatus status) {
        KafkaFlinkPipeline pipeline = new KafkaFlinkPipeline();
        pipeline.setMetadata(new ObjectMetaBuilder()
                .withNamespace("lake")
                .withName("delays")
                .withUid("uid-1")
                .withResourceVersion(version)
                .build());
        pipeline.setStatus(status);
        return pipeline;
    }

    private static String pipelineJson(String version) {
        return """
                {"apiVersion": "kafkaflink.dev/v1alpha1", "kind": "KafkaFlinkPipeline",
                 "metadata": {"namespace": "lake", "name": "delays", "uid": "uid-1", "resourceVersion": "%s"}}
                """
                .formatted(version);
    }
}
