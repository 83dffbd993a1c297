package dev.kafkaflink.operator.edge.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.operator.core.model.SchemaLook;
import dev.kafkaflink.operator.core.naming.PipelineKey;
import dev.kafkaflink.operator.edge.apply.FakeApiServer;
import dev.kafkaflink.registry.HttpRegistry;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions to a schema registry over HTTP. */
class SchemaLooksTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final PipelineKey PIPELINE = new PipelineKey("lake", "delays");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SCHEMA =
            """
            {"type": "record", "name": "flight", "fields": [{"name": "delay", "type": "int"}%s]}""";

    private final RegistryServer registry = RegistryServer.start();
    private final FakeApiServer kubernetes = new FakeApiServer();
    private final SchemaReader reader =
            new SchemaReader(kubernetes.client(), Duration.ofSeconds(5), Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void end() {
        kubernetes.close();
        registry.close();
    }

    @Test
    void theColumnsOfAVersion() throws Exception {
        register(SCHEMA.formatted(""));
        int newest = register(SCHEMA.formatted(", {\"name\": \"cause\", \"type\": \"string\", \"default\": \"\"}"));

        SchemaLook first = reader.read(question("", 1));
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.columns()).containsExactly(new Column("delay", "INT NOT NULL"));
        SchemaLook look = reader.read(question("", null));
        assertThat(look.at()).isEqualTo(NOW);
        assertThat(look.version()).isEqualTo(2);
        assertThat(look.id()).isEqualTo(newest);
        assertThat(look.columns()).containsExactly(new Column("delay", "INT NOT NULL"), new Column("cause", "STRING"));
        assertThat(kubernetes.requests()).isEmpty();
    }

    @Test
    void aSchemaThatIsNoColumnsIsAnAnswer() throws Exception {
        register("\"long\"");

        SchemaLook look = reader.read(question("", null));

        assertThat(look.answered()).isTrue();
        assertThat(look.failure()).isEqualTo("is no record, but long, which has no fields");
    }

    @Test
    void whatIsNotThereIsNoAnswer() throws Exception {
        assertThat(reader.read(question("", null)).failure())
                .isEqualTo("the schema registry has no subject 'flights-value'");
        register("\"long\"");
        assertThat(reader.read(question("", 4)).failure())
                .isEqualTo("the schema registry has no version 4 of subject 'flights-value'");
        assertThat(reader.read(question("", 4)).answered()).isFalse();
        registry.close();
        assertThat(reader.read(question("", null)).failure()).contains("does not answer: ConnectException");
    }

    @Test
    void theSecretIsReadAndNotTold() throws Exception {
        register("\"long\"");
        registry.setUser("me", "top");
        kubernetes.answer(
                200,
                """
                {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "registry-user"}, "data": {"username": "bWU=", "password": "dG9w"}}""");

        assertThat(reader.read(question("registry-user", null)).answered()).isTrue();
        assertThat(kubernetes.requests())
                .extracting(FakeApiServer.Request::path)
                .containsExactly("/api/v1/namespaces/lake/secrets/registry-user");

        registry.setUser("me", "other");
        assertThat(reader.read(question("registry-user", null)).failure())
                .contains("401", "look at the credentials in the Secret that registry.secret names")
                .doesNotContain("top");
    }

    @Test
    void aSecretThatMayNotBeReadIsToldWithItsRemedy() {
        kubernetes.answer(403, "{\"kind\": \"Status\", \"code\": 403, \"message\": \"forbidden\"}");

        assertThat(reader.read(question("registry-user", null)).failure())
                .isEqualTo(
                        "the operator may not read the Secret 'registry-user' in namespace 'lake' with the credentials of"
                                + " the registry: deploy/registry-secrets has the Role that lets it");

        kubernetes.answer(404, "{\"kind\": \"Status\", \"code\": 404, \"message\": \"not found\"}");
        assertThat(reader.read(question("registry-user", null)).failure())
                .isEqualTo(
                        "there is no Secret 'registry-user' in namespace 'lake' with the credentials of the registry");
    }

    @Test
    void eachSourceHasItsLastAnswerUntilThePipelineIsGone() {
        Queue<PipelineKey> told = new ConcurrentLinkedQueue<>();
        try (var looks = SchemaLooks.of(reader, told::add)) {
            looks.ask(PIPELINE, Map.of("flights", question("", null), "others", question("", 1)));

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(looks.looks(PIPELINE)).containsOnlyKeys("flights", "others"));
            assertThat(told).containsOnly(PIPELINE);
            looks.forget(PIPELINE);
            assertThat(looks.looks(PIPELINE)).isEmpty();
        }
    }

    private int register(String schema) throws Exception {
        return new HttpRegistry(registry.url(), null, LIMIT).register("flights-value", RegisteredSchema.AVRO, schema);
    }

    private SchemaLook.Question question(String secret, Integer version) {
        return new SchemaLook.Question(registry.url(), "lake", secret, "flights-value", version);
    }
}
