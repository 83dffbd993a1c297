package dev.kafkaflink.job.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.AvroOptions;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumAvroOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Registry;
import dev.kafkaflink.registry.RegistryAccess;
import dev.kafkaflink.registry.RegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Topics of Avro and a schema registry that asks for a user. The job has Avro under another name than this test. */
class AvroIT {
    private static final Schema FIRST = new Schema.Parser()
            .parse(
                    """
                    {"type":"record","name":"order","namespace":"shop","fields":[
                      {"name":"id","type":"int"},{"name":"customer","type":"string"}]}""");
    private static final Schema SECOND = new Schema.Parser()
            .parse(
                    """
                    {"type":"record","name":"order","namespace":"shop","fields":[
                      {"name":"note","type":["null","string"],"default":null},
                      {"name":"buyer","type":"string","aliases":["customer"]},{"name":"id","type":"long"}]}""");

    /** As Kafka Connect's converter registers it for an event of Debezium. */
    private static final Schema EVENT = new Schema.Parser()
            .parse(
                    """
                    {"type":"record","name":"Envelope","namespace":"shop.public.orders","fields":[
                      {"name":"before","type":["null",{"type":"record","name":"Value","fields":[
                        {"name":"id","type":"long"},
                        {"name":"customer","type":["null","string"],"default":null},
                        {"name":"placed","type":["null",{"type":"long","connect.version":1,
                          "connect.name":"io.debezium.time.MicroTimestamp"}],"default":null}],
                        "connect.name":"shop.public.orders.Value"}],"default":null},
                      {"name":"after","type":["null","Value"],"default":null},
                      {"name":"source","type":{"type":"record","name":"Source",
                        "namespace":"io.debezium.connector.postgresql","fields":[{"name":"table","type":"string"}]}},
                      {"name":"op","type":"string"},
                      {"name":"ts_ms","type":["null","long"],"default":null}],
                      "connect.version":2,"connect.name":"shop.public.orders.Envelope"}""");

    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    @TempDir
    private Path secrets;

    private final RegistryServer registry = RegistryServer.start();

    @BeforeEach
    void mountTheSecret() throws IOException {
        Files.createDirectories(secrets.resolve("registry.user"));
        Files.writeString(secrets.resolve("registry.user/username"), "me\n");
        password("right");
        registry.setUser("me", "right");
        System.setProperty(RegistryAccess.SECRETS_PROPERTY, secrets.toString());
    }

    @AfterEach
    void end() {
        System.clearProperty(RegistryAccess.SECRETS_PROPERTY);
        registry.close();
    }

    @Test
    void readsTwoVersionsOfASchemaAndWritesOneOfItsOwn() throws Exception {
        int first = registry.add(FIRST.toString());
        int second = registry.add(SECOND.toString());
        sendFirst(first, 1, "ann");
        sendSecond(second, 5_000_000_000L, "bob");
        sendFirst(first, 2, "cem");
        sendFirst(77, 3, "unknown");

        pipeline.flink().run(definition(new KafkaTarget(pipeline.name() + "-out", List.of("id"), avro())), null);

        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(output())
                .containsExactlyInAnyOrder(
                        "{\"id\": 1} {\"customer\": \"ann\", \"id\": 1, \"note\": null}",
                        "{\"id\": 2} {\"customer\": \"cem\", \"id\": 2, \"note\": null}",
                        "{\"id\": 5000000000} {\"customer\": \"bob\", \"id\": 5000000000, \"note\": \"fragile\"}"));
        assertThat(registry.versions(pipeline.name() + "-out-value")).hasSize(1);
        assertThat(registry.versions(pipeline.name() + "-out-key")).hasSize(1);
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(1));
        assertThat(PipelineUnderTest.headers(pipeline.dead().get(0)))
                .containsEntry(
                        "kafkaflink.error", "the schema registry at " + registry.url() + " has no schema of id 77");
    }

    @Test
    void losesNothingOverARegistryThatRefusesIt() throws Exception {
        registry.add(FIRST.toString());
        password("wrong");
        sendFirst(1, 1, "ann");

        // Only the source asks the registry.
        JobID job = pipeline.flink()
                .run(
                        definition(new KafkaTarget(pipeline.name() + "-out", List.of(), new Format(Format.Type.Json))),
                        null);

        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(
                        pipeline.flink().failure(job))
                .contains("the schema registry at " + registry.url() + " answers ", "with 401", "registry.secret")
                .doesNotContain("wrong"));
        password("right");

        pipeline.awaitOutput("{\"customer\":\"ann\",\"id\":1,\"note\":null}");
        assertThat(pipeline.dead()).isEmpty();
    }

    @Test
    void followsTheChangesOfATable() throws Exception {
        Source source = new Source(
                "orders",
                pipeline.name() + "-in",
                new Format(new DebeziumAvroOptions(registry())),
                List.of(
                        new Column("id", "BIGINT NOT NULL"),
                        new Column("customer", "STRING"),
                        new Column("placed", "TIMESTAMP(3)"),
                        new Column("table", "STRING", null, "/source/table", null, null)),
                null,
                new StartFrom(StartFrom.Position.Earliest, null),
                null,
                List.of("id"),
                null);
        Sink sink = new Sink(
                "out",
                "SELECT customer, COUNT(*) AS orders, MAX(placed) AS newest, MAX(`table`) AS of_table FROM orders"
                        + " GROUP BY customer",
                null,
                new KafkaTarget(pipeline.name() + "-out", List.of("customer"), new Format(Format.Type.Json)),
                List.of("customer"));
        int schema = registry.add(EVENT.toString());
        sendEvent(schema, "r", null, order(1, "ann", 1_000_000L));
        sendEvent(schema, "c", null, order(2, "ann", 2_000_000L));
        sendEvent(schema, "c", null, order(3, "bob", 3_000_000L));
        sendEvent(schema, "u", null, order(2, "cem", 4_000_000L));
        sendEvent(schema, "d", order(3, null, null), null);
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", null));
        sendEvent(schema, "t", null, null);

        pipeline.flink()
                .run(
                        Definitions.of(
                                pipeline.name(),
                                pipeline.broker().address(),
                                Delivery.ExactlyOnce,
                                List.of(source),
                                List.of(sink)),
                        null);

        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(table())
                .containsOnly(
                        entry("ann", total("ann", "1970-01-01T00:00:01")),
                        entry("cem", total("cem", "1970-01-01T00:00:04"))));
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(pipeline.dead()).hasSize(1));
        assertThat(PipelineUnderTest.headers(pipeline.dead().get(0)).get("kafkaflink.error"))
                .startsWith("the table was emptied (op 't')");
    }

    private static String total(String customer, String newest) {
        return "{\"customer\":\"%s\",\"orders\":1,\"newest\":\"%s\",\"of_table\":\"orders\"}"
                .formatted(customer, newest);
    }

    /** What the last record of each customer leaves. */
    private Map<String, String> table() {
        Map<String, String> table = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.broker().read(pipeline.name() + "-out")) {
            String customer = new String(record.key(), UTF_8).replaceAll("\\{\"customer\":\"(.*)\"}", "$1");
            if (record.value() == null) {
                table.remove(customer);
            } else {
                table.put(customer, new String(record.value(), UTF_8));
            }
        }
        return table;
    }

    private static GenericData.Record order(long id, String customer, Long placed) {
        GenericData.Record order = new GenericData.Record(
                EVENT.getField("after").schema().getTypes().get(1));
        order.put("id", id);
        order.put("customer", customer);
        order.put("placed", placed);
        return order;
    }

    private void sendEvent(int schema, String op, GenericData.Record before, GenericData.Record after)
            throws Exception {
        GenericData.Record source =
                new GenericData.Record(EVENT.getField("source").schema());
        source.put("table", "orders");
        GenericData.Record event = new GenericData.Record(EVENT);
        event.put("before", before);
        event.put("after", after);
        event.put("source", source);
        event.put("op", op);
        // Those of a row are in one partition.
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", 0, null, bytes(schema, event)));
    }

    private Registry registry() {
        return new Registry(registry.url(), null, null, null, "registry.user");
    }

    private Format avro() {
        return new Format(new AvroOptions(null, registry()));
    }

    private JobDefinition definition(KafkaTarget target) {
        Source source = new Source(
                "orders",
                pipeline.name() + "-in",
                avro(),
                List.of(
                        new Column("id", "BIGINT NOT NULL"),
                        new Column("customer", "STRING"),
                        new Column("note", "STRING")),
                null,
                new StartFrom(StartFrom.Position.Earliest, null));
        Sink sink = new Sink("out", "SELECT customer, id, note FROM orders", null, target);
        return Definitions.of(
                pipeline.name(), pipeline.broker().address(), Delivery.ExactlyOnce, List.of(source), List.of(sink));
    }

    private void sendFirst(int schema, int id, String customer) throws Exception {
        GenericData.Record order = new GenericData.Record(FIRST);
        order.put("id", id);
        order.put("customer", customer);
        send(schema, order);
    }

    private void sendSecond(int schema, long id, String buyer) throws Exception {
        GenericData.Record order = new GenericData.Record(SECOND);
        order.put("id", id);
        order.put("buyer", buyer);
        order.put("note", "fragile");
        send(schema, order);
    }

    private void send(int schema, GenericData.Record order) throws Exception {
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", bytes(schema, order)));
    }

    private static byte[] bytes(int schema, GenericData.Record order) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schema).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(order.getSchema()).write(order, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** Keys and values as Avro's own library reads them by the schemas of the registry. */
    private List<String> output() throws IOException {
        List<String> records = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.broker().read(pipeline.name() + "-out")) {
            records.add(text(record.key()) + " " + text(record.value()));
        }
        return records;
    }

    private String text(byte[] bytes) throws IOException {
        assertThat(bytes[0]).isZero();
        Schema schema = registry.schema(ByteBuffer.wrap(bytes).getInt(1));
        return new GenericDatumReader<>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null))
                .toString();
    }

    private void password(String password) throws IOException {
        Files.writeString(secrets.resolve("registry.user/password"), password);
    }
}
