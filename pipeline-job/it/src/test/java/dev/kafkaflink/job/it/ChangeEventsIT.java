package dev.kafkaflink.job.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaflink.crds.jobdef.DeadLetters;
import dev.kafkaflink.crds.jobdef.Delivery;
import dev.kafkaflink.crds.jobdef.JobDefinition;
import dev.kafkaflink.crds.jobdef.KafkaTarget;
import dev.kafkaflink.crds.jobdef.Sink;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.jobdef.StartFrom;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
import dev.kafkaflink.crds.table.DebeziumJsonOptions.Decimals;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.Key;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tables whose rows change: what Debezium tells of them goes in, and what comes out is right in the end, deletions included. */
class ChangeEventsIT {
    private static final Format JSON = new Format(Format.Type.Json);
    private static final String PER_CUSTOMER =
            "SELECT customer, SUM(amount) AS total, COUNT(*) AS n FROM input GROUP BY customer";
    private static final Column ID = new Column("id", "INT NOT NULL");
    private static final Column CUSTOMER = new Column("customer", "STRING NOT NULL");
    private static final Column AMOUNT = new Column("amount", "DECIMAL(10, 2) NOT NULL");

    @RegisterExtension
    final PipelineUnderTest pipeline = new PipelineUnderTest();

    private int sent;

    @Test
    void totalsOfATableFollowItsChanges() throws Exception {
        JobDefinition definition = definition(source(List.of(), null, ID, CUSTOMER, AMOUNT), totals());
        event(1, "r", null, order(1, "ann", "10.00"));
        event(2, "r", null, order(2, "bob", "5.00"));
        event(3, "r", null, order(3, "cid", "1.00"));
        send("1", "{\"op\":\"u\",\"before\":{\"id\":1,");
        event(4, "c", null, order(4, "ann", "2.50"));
        JobID job = pipeline.flink().run(definition, null);
        awaitTable(Map.of(
                "ann", total("ann", "12.50", 2), "bob", total("bob", "5.00", 1), "cid", total("cid", "1.00", 1)));
        String savepoint = pipeline.flink().stop(job, pipeline.folder());

        event(2, "u", order(2, "bob", "5.00"), order(2, "ann", "5.00"));
        event(1, "u", order(1, "ann", "10.00"), order(1, "ann", "12.00"));
        event(3, "d", order(3, "cid", "1.00"), null);
        send("{\"id\":3}", null);
        event(5, "c", null, order(5, "dan", "7.00"));
        event(5, "d", order(5, "dan", "7.00"), null);
        send("{\"id\":5}", null);
        send(null, "{\"op\":\"m\",\"ts_ms\":1,\"message\":{\"prefix\":\"p\",\"content\":\"\"}}");
        send("{\"id\":6}", "{\"before\":null,\"after\":" + order(6, "eve", "1.005") + ",\"op\":\"c\"}");
        pipeline.flink().run(definition, savepoint);

        awaitTable(Map.of("ann", total("ann", "19.50", 3)));
        assertThat(pipeline.broker().read(pipeline.name() + "-out"))
                .filteredOn(record -> record.value() == null)
                .extracting(record -> text(record.key()))
                .containsExactlyInAnyOrder(
                        "{\"customer\":\"bob\"}", "{\"customer\":\"cid\"}", "{\"customer\":\"dan\"}");
        awaitDeadLetters(
                "malformed JSON at byte 27: Unexpected end-of-input within/between Object entries",
                "after: column 'amount': expected DECIMAL(10, 2), found \"1.005\"");
        awaitAllRead();
    }

    /** The old rows are not sent, and events come twice; what Flink keeps of the table makes up for both. */
    @Test
    void aPrimaryKeyMakesUpForOldRowsThatAreNotSent() throws Exception {
        Key key = new Key(JSON, List.of(new Column("id", "INT", null, "/payload/id", null, null)));
        JobDefinition definition = definition(source(List.of("id"), key, CUSTOMER, AMOUNT), totals());
        for (int i = 0; i < 2; i++) {
            keyed(1, "r", null, order(1, "ann", "10.00"));
            keyed(2, "r", null, order(2, "bob", "5.00"));
            keyed(3, "c", null, order(3, "ann", "1.00"));
            keyed(2, "u", null, order(2, "ann", "6.00"));
            keyed(4, "c", null, order(4, "cid", "7.00"));
            keyed(4, "d", null, null);
            send(key(4), null);
            keyed(1, "u", null, order(1, "dan", "11.00"));
            keyed(3, "d", "{\"id\":3,\"customer\":\"\",\"amount\":\"0\"}", null);
            send(key(3), null);
        }
        send(null, "{\"before\":null,\"after\":" + order(5, "eve", "1.00") + ",\"op\":\"c\"}");

        pipeline.flink().run(definition, null);

        awaitDeadLetters("the key: empty value (tombstone)");
        awaitAllRead();
        awaitTable(Map.of("ann", total("ann", "6.00", 1), "dan", total("dan", "11.00", 1)));
    }

    @Test
    void withoutOneTheyAreDeadLetters() throws Exception {
        JobDefinition definition = definition(source(List.of(), null, ID, CUSTOMER, AMOUNT), totals());
        event(1, "c", null, order(1, "ann", "10.00"));
        event(1, "u", null, order(1, "ann", "11.00"));

        pipeline.flink().run(definition, null);

        awaitDeadLetters("op 'u' without 'before', so that the old row cannot be taken back: let the database send it"
                + " (PostgreSQL: REPLICA IDENTITY FULL), or name the source's primaryKey");
        awaitTable(Map.of("ann", total("ann", "10.00", 1)));
        awaitAllRead();
    }

    @Test
    void changesAreWrittenAsEvents() throws Exception {
        Sink changes = new Sink(
                "out",
                PER_CUSTOMER,
                null,
                new KafkaTarget(
                        pipeline.name() + "-out",
                        List.of("customer"),
                        new Format(Format.Type.DebeziumJson),
                        JSON,
                        null,
                        null));
        event(1, "c", null, order(1, "ann", "10.00"));
        event(1, "u", order(1, "ann", "10.00"), order(1, "ann", "12.00"));
        event(1, "d", order(1, "ann", "12.00"), null);

        pipeline.flink().run(definition(source(List.of(), null, ID, CUSTOMER, AMOUNT), changes), null);

        String ten = total("ann", "10.00", 1);
        String twelve = total("ann", "12.00", 1);
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(pipeline.output())
                .startsWith("{\"before\":null,\"after\":" + ten + ",\"op\":\"c\"}")
                .contains(
                        "{\"before\":" + ten + ",\"after\":null,\"op\":\"d\"}",
                        "{\"before\":null,\"after\":" + twelve + ",\"op\":\"c\"}")
                .endsWith("{\"before\":" + twelve + ",\"after\":null,\"op\":\"d\"}"));
    }

    private Source source(List<String> primaryKey, Key key, Column... columns) {
        return new Source(
                "input",
                pipeline.name() + "-in",
                new Format(new DebeziumJsonOptions(Decimals.String, null, null)),
                List.of(columns),
                null,
                new StartFrom(StartFrom.Position.Earliest, null),
                key,
                primaryKey,
                null);
    }

    private Sink totals() {
        return new Sink(
                "out",
                PER_CUSTOMER,
                null,
                new KafkaTarget(pipeline.name() + "-out", List.of("customer"), JSON),
                List.of("customer"));
    }

    private JobDefinition definition(Source source, Sink sink) {
        return Definitions.of(
                pipeline.name(), pipeline.broker().address(), Delivery.ExactlyOnce, List.of(source), List.of(sink));
    }

    private static String order(int id, String customer, String amount) {
        return "{\"id\":%d,\"customer\":\"%s\",\"amount\":\"%s\"}".formatted(id, customer, amount);
    }

    private static String total(String customer, String total, int n) {
        return "{\"customer\":\"%s\",\"total\":%s,\"n\":%d}".formatted(customer, total, n);
    }

    /** As the connector for MySQL writes it if the converter writes no schemas. */
    private void event(int id, String op, String before, String after) throws Exception {
        send(
                "{\"id\":" + id + "}",
                "{\"before\":%s,\"after\":%s,\"source\":{\"connector\":\"mysql\",\"ts_ms\":1,\"db\":\"shop\",\"table\":\"orders\"},\"transaction\":null,\"op\":\"%s\",\"ts_ms\":2}"
                        .formatted(before, after, op));
    }

    /** As a connector writes it together with its schema, of which nothing is needed here. */
    private void keyed(int id, String op, String before, String after) throws Exception {
        send(
                key(id),
                "{\"schema\":{\"type\":\"struct\",\"fields\":[],\"optional\":false},\"payload\":{\"before\":%s,\"after\":%s,\"source\":{\"connector\":\"postgresql\"},\"op\":\"%s\",\"ts_ms\":2}}"
                        .formatted(before, after, op));
    }

    private static String key(int id) {
        return "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"id\":" + id + "}}";
    }

    private void send(String key, String value) throws Exception {
        pipeline.broker().send(new ProducerRecord<>(pipeline.name() + "-in", bytes(key), bytes(value)));
        sent++;
    }

    /** Waits until the topic, of which a compacted one keeps the last record of each key, holds these values. */
    private void awaitTable(Map<String, String> byCustomer) {
        Map<String, String> expected = new TreeMap<>();
        byCustomer.forEach((customer, value) -> expected.put("{\"customer\":\"" + customer + "\"}", value));
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() -> assertThat(table()).isEqualTo(expected));
    }

    private Map<String, String> table() {
        Map<String, String> newest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : pipeline.broker().read(pipeline.name() + "-out")) {
            if (record.value() == null) {
                newest.remove(text(record.key()));
            } else {
                newest.put(text(record.key()), text(record.value()));
            }
        }
        return newest;
    }

    private void awaitDeadLetters(String... reasons) {
        await().atMost(PipelineUnderTest.PATIENCE).untilAsserted(() -> assertThat(pipeline.dead())
                .extracting(letter -> PipelineUnderTest.headers(letter).get(DeadLetters.Headers.ERROR))
                .containsExactlyInAnyOrder(reasons));
        assertThat(pipeline.count("source.input.deadLettered")).isEqualTo(reasons.length);
    }

    /** Each record counts once, be it two rows, one, none, or a dead letter. */
    private void awaitAllRead() {
        await().atMost(PipelineUnderTest.PATIENCE)
                .untilAsserted(() ->
                        assertThat(pipeline.count("source.input.recordsIn")).isEqualTo(sent));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
