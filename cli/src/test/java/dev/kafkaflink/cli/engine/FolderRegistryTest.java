package dev.kafkaflink.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kafkaflink.cli.console.CommandFailure;
import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaCluster;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder's schemas, as the job's own client sees them. */
class FolderRegistryTest {
    private static final Format JSON = new Format(Format.Type.Json);
    private static final Format AVRO =
            new Format(new AvroOptions(null, new Registry("https://registry.example", null, null, false, "user")));

    private static final Format PROTOBUF =
            new Format(new ProtobufOptions(new Registry("https://registry.example", null, null, false, "user"), null));

    @TempDir
    private Path folder;

    @Test
    void servesTheSchemasOfAFolder() throws Exception {
        write("1.avsc", "\"int\"");
        write("7.orders.v1-value.avsc", "\"long\"");
        write("12.orders.v1-value.avsc", "\"string\"");
        try (FolderRegistry registry = start(AVRO)) {
            SchemaRegistry client = client(registry);

            assertThat(client.byId(1)).contains(new RegisteredSchema(1, "AVRO", "\"int\""));
            assertThat(client.byId(2)).isEmpty();
            assertThat(client.latest("x-orders.v1-value"))
                    .map(RegisteredSchema::id)
                    .contains(12);
            assertThat(client.latest("x-other")).isEmpty();
        }
    }

    @Test
    void servesAProtoFileWithItsImports() throws Exception {
        write("1.shop.money.proto", "message Money {}");
        write("2.shop.money.proto", "message Money { int32 cents = 1; }");
        write("3.orders-value.proto", "import \"google/protobuf/any.proto\";\nimport public \"shop/money.proto\";");
        write("4.shop.money.proto", "message Money { int64 cents = 1; }");
        try (FolderRegistry registry = start(PROTOBUF)) {
            SchemaRegistry client = client(registry);

            RegisteredSchema orders = client.latest("orders-value").orElseThrow();

            assertThat(orders.type()).isEqualTo(RegisteredSchema.PROTOBUF);
            assertThat(orders.references())
                    .containsExactly(new RegisteredSchema.Reference("shop/money.proto", "shop.money", 2));
            assertThat(client.version("shop.money", 2).orElseThrow().schema().id())
                    .isEqualTo(2);
            assertThat(client.version("shop.money", 9)).isEmpty();
            assertThat(client.register("out-value", "PROTOBUF", "message Out {}"))
                    .isEqualTo(client.register("out-key", "PROTOBUF", "message Out {}"))
                    .isEqualTo(5);
        }
    }

    @Test
    void registersWhatASinkWrites() throws Exception {
        write("3.avsc", "{\"type\": \"int\"}");
        try (FolderRegistry registry = start(AVRO)) {
            SchemaRegistry client = client(registry);

            assertThat(client.register("x-out-value", "AVRO", "{\"type\":\"int\"}"))
                    .isEqualTo(3);
            assertThat(client.register("x-out-value", "AVRO", "\"string\"")).isEqualTo(4);
            assertThat(client.register("x-out-value", "AVRO", "\"string\"")).isEqualTo(4);
            assertThat(client.latest("x-out-value")).map(RegisteredSchema::text).contains("\"string\"");
        }
    }

    static Stream<Format> formatsWithARegistry() {
        return Stream.of(AVRO, PROTOBUF);
    }

    @ParameterizedTest
    @MethodSource("formatsWithARegistry")
    void takesThePlaceOfEachRegistryAndAsksForNoSecret(Format format) {
        try (FolderRegistry registry = start(format)) {
            JobDefinition applied = registry.apply(definition(format));

            assertThat(List.of(
                            applied.sources().get(0).format(),
                            applied.sources().get(0).key().format(),
                            applied.sinks().get(0).kafka().format(),
                            applied.sinks().get(0).kafka().keyFormat()))
                    .allSatisfy(each -> {
                        Registry replaced = each.schemaRegistry().orElseThrow();
                        assertThat(replaced.url()).startsWith("http://127.0.0.1:");
                        assertThat(replaced.secret()).isNull();
                        assertThat(replaced.register()).isFalse();
                    });
        }
    }

    @Test
    void isNotThereIfNobodyNeedsIt() throws IOException {
        write("notes.txt", "schemas of something else");
        try (FolderRegistry registry = start(JSON)) {
            assertThat(registry.apply(definition(JSON))).isEqualTo(definition(JSON));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.avsc", "0.avsc", "1.json", "1..avsc.bak"})
    void takesNoOtherFiles(String name) throws IOException {
        write(name, "\"int\"");

        assertThatThrownBy(() -> start(AVRO))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(
                        name
                                + ": a schema of a registry is in ID.avsc or ID.proto, or in ID.SUBJECT.avsc or ID.SUBJECT.proto");
    }

    @Test
    void hasEachIdOnce() throws IOException {
        write("1.avsc", "\"int\"");
        write("1.orders-value.avsc", "\"int\"");

        assertThatThrownBy(() -> start(AVRO))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("there is another schema of id 1");
    }

    private FolderRegistry start(Format format) {
        return FolderRegistry.start(List.of(definition(format)), folder, subject -> subject.replaceFirst("^x-", ""));
    }

    private static SchemaRegistry client(FolderRegistry registry) {
        return RegistryAccess.of(registry.apply(definition(AVRO))
                        .sources()
                        .get(0)
                        .format()
                        .schemaRegistry()
                        .orElseThrow())
                .open();
    }

    private static JobDefinition definition(Format format) {
        List<Column> columns = List.of(new Column("c", "INT"));
        return new JobDefinition(
                "p",
                new KafkaCluster("127.0.0.1:1", "g", "t", Map.of()),
                List.of(new Source("s", "s", format, columns, null, null, new Key(format, columns), null, null)),
                List.of(),
                List.of(new Sink(
                        "out",
                        "SELECT 1 AS c",
                        null,
                        new KafkaTarget("out", List.of("c"), format, format, null, null))),
                new DeadLetters(DeadLetters.Policy.Drop, null),
                Delivery.AtLeastOnce);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
