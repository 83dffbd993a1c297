package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.ProtobufOptions;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Topics of Protobuf and a schema registry that asks for a user. The job has its libraries under other names than this test. */
class ProtobufIT {
    private static final String FIRST =
            """
            syntax = "proto3";
            package shop;
            message Order { int32 id = 1; string customer = 2; }""";
    private static final String SECOND =
            """
            syntax = "proto3";
            package shop;
            import "shop/note.proto";
            message Refund { int64 id = 1; }
            message Order { int64 id = 1; string customer = 2; Note note = 3; }""";
    private static final String NOTE =
            """
            syntax = "proto3";
            package shop;
            message Note { string text = 7; }""";

    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    @TempDir
    private Path secrets;

    private final RegistryServer registry = RegistryServer.start();

    @BeforeEach
    void mountTheSecret() throws IOException {
        Files.createDirectories(secrets.resolve("registry.user"));
        Files.writeString(secrets.resolve("registry.user/token"), "abc\n");
        registry.setToken("abc");
        System.setProperty(RegistryAccess.SECRETS_PROPERTY, secrets.toString());
    }

    @AfterEach
    void end() {
        System.clearProperty(RegistryAccess.SECRETS_PROPERTY);
        registry.close();
    }

    @Test
    void readsTwoVersionsOfAMessageAndWritesOneOfItsOwn() throws Exception {
        int first = registry.add(RegistryServer.schema("PROTOBUF", FIRST));
        registry.addVersion("notes", RegistryServer.schema("PROTOBUF", NOTE));
        int second = registry.add(RegistryServer.schema("PROTOBUF", SECOND, "shop/note.proto", "notes", 1));
        send(first, new byte[] {0}, order(1, "ann"));
        send(second, new byte[] {2, 2}, order(5_000_000_000L, "bob").mergeField(3, delimited(text(7, "fragile"))));
        send(77, new byte[] {0}, order(3, "unknown"));

        pipeline.flink().run(definition(), null);

        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(output())
                .containsExactlyInAnyOrder(
                        "1: 1 | 1: \"ann\" 2: 1", "1: 5000000000 | 1: \"bob\" 2: 5000000000 3: \"fragile\""));
        assertThat(registry.text(written("-value")))
                .contains("optional string customer = 1;", "optional int64 id = 2;", "optional string note = 3;");
        assertThat(registry.text(written("-key"))).contains("message " + name() + "_out_key {");
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(1));
        assertThat(PipelineUnderTest.headers(pipeline.dead().get(0)))
                .containsEntry(
                        "kafkaflink.error", "the schema registry at " + registry.url() + " has no schema of id 77");
    }

    private String name() {
        return pipeline.name();
    }

    /** The id of the only version of what the sink writes. */
    private int written(String part) {
        List<Integer> versions = registry.versions(name() + "-out" + part);
        assertThat(versions).hasSize(1);
        return versions.get(0);
    }

    private JobDefinition definition() {
        Format format =
                new Format(new ProtobufOptions(new Registry(registry.url(), null, null, null, "registry.user"), null));
        Source source = new Source(
                "orders",
                name() + "-in",
                format,
                List.of(
                        new Column("id", "BIGINT NOT NULL"),
                        new Column("customer", "STRING"),
                        new Column("note", "ROW<text STRING>")),
                null,
                new StartFrom(StartFrom.Position.Earliest, null));
        Sink sink = new Sink(
                "out",
                "SELECT customer, id, orders.note.text AS note FROM orders",
                null,
                new KafkaTarget(name() + "-out", List.of("id"), format));
        return Definitions.of(
                name(), pipeline.broker().address(), Delivery.ExactlyOnce, List.of(source), List.of(sink));
    }

    private static UnknownFieldSet.Builder order(long id, String customer) {
        return text(2, customer)
                .mergeField(1, UnknownFieldSet.Field.newBuilder().addVarint(id).build());
    }

    private static UnknownFieldSet.Builder text(int number, String text) {
        return UnknownFieldSet.newBuilder()
                .mergeField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8(text))
                                .build());
    }

    private static UnknownFieldSet.Field delimited(UnknownFieldSet.Builder message) {
        return UnknownFieldSet.Field.newBuilder()
                .addLengthDelimited(message.build().toByteString())
                .build();
    }

    private void send(int schema, byte[] place, UnknownFieldSet.Builder message) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schema).array());
        bytes.write(place);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        message.build().writeTo(out);
        out.flush();
        pipeline.broker().send(new ProducerRecord<>(name() + "-in", bytes.toByteArray()));
    }

    /** Keys and values by the numbers of their fields, as Protobuf's own library reads them. */
    private List<String> output() throws IOException {
        List<String> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.broker().read(name() + "-out")) {
            records.add(fields(record.key(), "-key") + " | " + fields(record.value(), "-value"));
        }
        return records;
    }

    private String fields(byte[] bytes, String part) throws IOException {
        ByteBuffer record = ByteBuffer.wrap(bytes);
        assertThat(record.get()).isZero();
        assertThat(record.getInt()).isEqualTo(written(part));
        assertThat(record.get()).isZero();
        byte[] message = new byte[record.remaining()];
        record.get(message);
        return UnknownFieldSet.parseFrom(message).toString().strip().replaceAll("\\s+", " ");
    }
}
