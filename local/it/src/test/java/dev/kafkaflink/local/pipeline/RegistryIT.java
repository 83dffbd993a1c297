package dev.kafkaflink.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SchemaColumn;
import dev.kafkaflink.crds.v1alpha1.PipelineStatus.SourceSchema;
import dev.kafkaflink.registry.Credentials;
import dev.kafkaflink.registry.HttpRegistry;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** A pipeline whose source lists no columns: they come from a registry that asks for credentials. */
class RegistryIT {
    private static final Path ROLE = Path.of("../../deploy/registry-secrets/role.yaml");
    private static final String FIRST =
            """
            {"type": "record", "name": "order", "fields": [{"name": "id", "type": "long"}]}""";
    private static final String SECOND =
            """
            {"type": "record", "name": "order", "fields": [
              {"name": "id", "type": "long"}, {"name": "currency", "type": "string", "default": "EUR"}]}""";
    private static final String SPEC =
            """
            kafka: {clusterRef: {name: events, namespace: kafka}}
            topics:
            - {name: registry-in, partitions: 1, replicas: 1}
            - {name: registry-out, partitions: 1, replicas: 1}
            sources:
            - name: orders
              topic: registry-in
              format: {type: Avro, avro: {registry: {url: "%s", secret: registry-user}}}
            sinks:
            - name: out
              kafka: {topic: registry-out, format: {type: Json}}
              query: SELECT * FROM orders
            job: {parallelism: 1, checkpoints: {interval: 1s}}
            """;

    @Test
    void itsColumnsArePinnedAndNewerOnesAreToldAndTaken() throws Exception {
        try (var registry = RegistryServer.start();
                var pipeline = new PipelineUnderTest("registry")) {
            registry.setUser("me", "secret");
            int first = register(registry, FIRST);
            String spec = SPEC.formatted(registry.url());
            pipeline.platform()
                    .client()
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withNamespace("registry")
                            .withName("registry-user")
                            .endMetadata()
                            .addToStringData("username", "me")
                            .addToStringData("password", "secret")
                            .build())
                    .create();

            pipeline.apply(spec);

            pipeline.awaitStatus("the Secret may not be read", now -> now.message("SpecAccepted")
                    .contains("the operator may not read the Secret 'registry-user' in namespace 'registry'"));
            assertThat(pipeline.status().reason("SpecAccepted")).isEqualTo("SchemaNotKnown");
            allowSecret(pipeline);

            pipeline.awaitCondition("Ready", "True");
            assertThat(schema(pipeline)).satisfies(pinned -> {
                assertThat(pinned.version()).isEqualTo(1);
                assertThat(pinned.id()).isEqualTo(first);
                assertThat(pinned.columns()).containsExactly(new SchemaColumn("id", "BIGINT NOT NULL"));
                assertThat(pinned.newer()).isNull();
            });
            pipeline.feed("registry-in", List.of(order(first, FIRST, 1, null)));
            assertThat(pipeline.awaitValues("registry-out", 1)).containsExactly("{\"id\":1}");
            String job = pipeline.status().jobId();

            int second = register(registry, SECOND);

            pipeline.awaitStatus("the newer schema is told", now -> now.condition("NewerSchema")
                    .isPresent());
            assertThat(pipeline.status().message("NewerSchema"))
                    .isEqualTo(
                            "source 'orders' has the columns of version 1 of subject 'registry-in-value'; version 2 adds"
                                    + " currency STRING: schemaVersion: 2 takes it");
            assertThat(pipeline.events("NewerSchema")).hasSize(1);
            pipeline.feed("registry-in", List.of(order(second, SECOND, 2, "CHF")));
            assertThat(pipeline.awaitValues("registry-out", 2)).contains("{\"id\":2}");
            assertThat(pipeline.status().jobId()).isEqualTo(job);

            pipeline.apply(spec.replace("\n  format:", "\n  schemaVersion: 2\n  format:"));

            pipeline.awaitCondition("Ready", "True");
            assertThat(schema(pipeline)).satisfies(taken -> {
                assertThat(taken.version()).isEqualTo(2);
                assertThat(taken.newer()).isNull();
            });
            assertThat(pipeline.status().condition("NewerSchema")).isEmpty();
            pipeline.feed("registry-in", List.of(order(first, FIRST, 3, null), order(second, SECOND, 4, "CHF")));
            assertThat(pipeline.awaitValues("registry-out", 4))
                    .contains("{\"id\":3,\"currency\":null}", "{\"id\":4,\"currency\":\"CHF\"}");
        }
    }

    private static SourceSchema schema(PipelineUnderTest pipeline) {
        return pipeline.status().schemas().get(0);
    }

    private static void allowSecret(PipelineUnderTest pipeline) throws IOException {
        String role = Files.readString(ROLE).replace("namespace: default", "namespace: registry");
        for (String object : role.split("(?m)^---$")) {
            pipeline.platform()
                    .client()
                    .resource(Serialization.unmarshal(object, GenericKubernetesResource.class))
                    .create();
        }
    }

    private static int register(RegistryServer registry, String schema) throws Exception {
        Credentials credentials = new Credentials(
                "test",
                name -> Optional.ofNullable(
                        Map.of("username", "me", "password", "secret").get(name)));
        return new HttpRegistry(registry.url(), credentials, Duration.ofSeconds(10))
                .register("registry-in-value", RegisteredSchema.AVRO, schema);
    }

    /** A record as Confluent's serializer writes it, by Avro's own library. */
    private static byte[] order(int schemaId, String schemaText, long id, String currency) throws IOException {
        Schema schema = new Schema.Parser().parse(schemaText);
        GenericRecordBuilder order = new GenericRecordBuilder(schema).set("id", id);
        if (currency != null) {
            order.set("currency", currency);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.write(ByteBuffer.allocate(4).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(order.build(), encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
