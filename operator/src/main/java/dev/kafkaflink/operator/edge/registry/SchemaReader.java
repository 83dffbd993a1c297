package dev.kafkaflink.operator.edge.registry;

import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.registry.Credentials;
import dev.kafkaflink.registry.HttpRegistry;
import dev.kafkaflink.registry.RegistryException;
import dev.kafkaflink.registry.avro.SubjectColumns;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a schema registry, with the credentials of a Secret that is read for each question and kept nowhere. */
public final class SchemaReader {
    private final KubernetesClient client;
    private final Duration timeout;
    private final Clock clock;

    /** @param timeout how long a registry may take */
    public SchemaReader(KubernetesClient client, Duration timeout, Clock clock) {
        this.client = client;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** The answer, or why there is none. */
    SchemaLook read(SchemaLook.Question question) {
        try {
            Credentials credentials = question.secret().isEmpty() ? null : credentials(question);
            HttpRegistry registry = new HttpRegistry(question.registry(), credentials, timeout);
            SubjectColumns found = SubjectColumns.of(registry, question.subject(), question.version());
            return new SchemaLook(
                    question, clock.instant(), found.version(), found.id(), found.columns(), found.failure());
        } catch (RegistryException | IOException e) {
            return new SchemaLook(question, clock.instant(), 0, 0, List.of(), e.getMessage());
        }
    }

    private Credentials credentials(SchemaLook.Question question) throws IOException {
        Secret secret = secret(question);
        Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
        return new Credentials("Secret " + question.secret(), name -> Optional.ofNullable(data.get(name))
                .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }

    private Secret secret(SchemaLook.Question question) throws IOException {
        try {
            Secret secret = client.secrets()
                    .inNamespace(question.namespace())
                    .withName(question.secret())
                    .get();
            if (secret == null) {
                throw new IOException("there is no Secret '%s' in namespace '%s' with the credentials of the registry"
                        .formatted(question.secret(), question.namespace()));
            }
            return secret;
        } catch (KubernetesClientException e) {
            throw new IOException(
                    e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                            ? "the operator may not read the Secret '%s' in namespace '%s' with the credentials of the registry: deploy/registry-secrets has the Role that lets it"
                                    .formatted(question.secret(), question.namespace())
                            : "the Secret '%s' with the credentials of the registry cannot be read: %s"
                                    .formatted(question.secret(), e.getMessage()),
                    e);
        }
    }
}
