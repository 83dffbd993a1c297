package dev.kafkaflink.operator.edge.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void theApiServersWordsComeBeforeTheClients() {
        var status = new StatusBuilder()
                .withCode(403)
                .withMessage("flinkdeployments \"demo\" is forbidden")
                .build();
        var refused = new KubernetesClientException("Failure executing: PATCH", 403, status);

        assertThat(FailureText.of(new IllegalStateException("wrapped", refused)))
                .isEqualTo("the API server says: flinkdeployments \"demo\" is forbidden");
    }

    @Test
    void theInnermostCauseIsTold() {
        var failure = new IllegalStateException("outer", new IllegalArgumentException("disk\n  on fire"));

        assertThat(FailureText.of(failure)).isEqualTo("disk on fire");
    }

    @Test
    void anExceptionWithoutAMessageIsToldByItsKind() {
        assertThat(FailureText.of(new NullPointerException())).isEqualTo("NullPointerException");
    }
}
