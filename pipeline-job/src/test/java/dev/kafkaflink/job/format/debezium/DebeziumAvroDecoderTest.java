package dev.kafkaflink.job.format.debezium;

import static dev.kafkaflink.job.format.debezium.DebeziumDecoderTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** What events in Avro become. They are made by Debezium's own envelope and written by a converter of Kafka Connect. */
class DebeziumAvroDecoderTest {
    private static final List<String> NO_KEY = List.of();
    private static final List<String> BY_ID = List.of("id");
    private static final Column ID = new Column("id", "BIGINT NOT NULL");
    private static final Column NAME = new Column("name", "STRING");
    private static final Column QUANTITY = new Column("quantity", "INT");
    private static final AvroTable ITEMS = AvroTable.of(columns(
            "id",
            Schema.INT32_SCHEMA,
            "name",
            Schema.OPTIONAL_STRING_SCHEMA,
            "quantity",
            Schema.OPTIONAL_INT32_SCHEMA));
    private static final Struct OLD = ITEMS.row(1, "old", 2);
    private static final Struct NEW = ITEMS.row(1, "new", 3);

    private final ConnectRegistry registry = new ConnectRegistry();

    private static Map<String, Schema> columns(Object... namesAndSchemas) {
        Map<String, Schema> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndSchemas.length; i += 2) {
            columns.put((String) namesAndSchemas[i], (Schema) namesAndSchemas[i + 1]);
        }
        return columns;
    }

    @Test
    void eachOperationBecomesItsRows() {
        assertThat(rows(NO_KEY, ITEMS.read(NEW))).isEqualTo("+I(1,new,3)");
        assertThat(rows(NO_KEY, ITEMS.create(NEW))).isEqualTo("+I(1,new,3)");
        assertThat(rows(NO_KEY, ITEMS.update(OLD, NEW))).isEqualTo("-U(1,old,2) +U(1,new,3)");
        assertThat(rows(NO_KEY, ITEMS.delete(OLD))).isEqualTo("-D(1,old,2)");
        assertThat(rows(NO_KEY, ITEMS.event("m", null, null))).isEmpty();
        assertThat(rows(NO_KEY, ITEMS.truncate())).startsWith("the table was emptied (op 't')");
        assertThat(rows(NO_KEY, ITEMS.event("x", null, NEW))).isEqualTo("op 'x' is none of c, r, u, d, t and m");
    }

    @Test
    void withAPrimaryKeyAnUpdateIsItsNewRowAndADeletionItsKey() {
        assertThat(rows(BY_ID, ITEMS.update(OLD, NEW))).isEqualTo("+U(1,new,3)");
        assertThat(rows(BY_ID, ITEMS.update(null, NEW))).isEqualTo("+U(1,new,3)");
        assertThat(rows(BY_ID, ITEMS.delete(ITEMS.row(1, null, 0)))).isEqualTo("-D(1,null,null)");
        assertThat(rows(BY_ID, ITEMS.event("d", null, null)))
                .isEqualTo("op 'd' without 'before', from which column 'id' of the primaryKey comes: take it from the"
                        + " record's key, as a column of key.columns");
    }

    @Test
    void aKeyFromElsewhereNeedsNoOldRow() {
        RowDecoder decoder = DebeziumAvroDecoders.of(registry, List.of("other"), NAME);

        assertThat(text(decoder.decode(registry.write(ITEMS.event("d", null, null)), null)))
                .isEqualTo("-D(null)");
    }

    @Test
    void withoutAPrimaryKeyTheOldRowMustBeThere() {
        assertThat(rows(NO_KEY, ITEMS.update(null, NEW)))
                .isEqualTo("op 'u' without 'before', so that the old row cannot be taken back: let the database send it"
                        + " (PostgreSQL: REPLICA IDENTITY FULL), or name the source's primaryKey");
        assertThat(rows(NO_KEY, ITEMS.event("c", null, null))).startsWith("op 'c' without 'after'");
    }

    @Test
    void theTombstoneAfterADeletionIsNoRow() {
        assertThat(DebeziumAvroDecoders.of(registry, NO_KEY, ID).decode(null, null))
                .isEqualTo(Decoding.nothing());
        assertThat(DebeziumAvroDecoders.of(registry, BY_ID, ID).decode(null, null))
                .isEqualTo(Decoding.nothing());
    }

    @Test
    void rowsOfAllVersionsOfATableAreRead() {
        AvroTable before = AvroTable.of(columns("name", Schema.STRING_SCHEMA, "id", Schema.INT32_SCHEMA));
        AvroTable after = AvroTable.of(columns(
                "added", Schema.STRING_SCHEMA, "id", Schema.INT64_SCHEMA, "quantity", Schema.OPTIONAL_INT32_SCHEMA));
        RowDecoder decoder = DebeziumAvroDecoders.of(registry, NO_KEY, ID, NAME, QUANTITY);

        byte[] first = registry.write(before.create(before.row("a", 1)));
        byte[] second = registry.write(after.update(after.row("x", 1L, 2), after.row("y", 5_000_000_000L, 3)));

        assertThat(text(decoder.decode(first, null))).isEqualTo("+I(1,a,null)");
        assertThat(text(decoder.decode(second, null))).isEqualTo("-U(1,null,2) +U(5000000000,null,3)");
        assertThat(text(decoder.decode(first, null))).isEqualTo("+I(1,a,null)");
    }

    @Test
    void aDeletionIsReadThoughTheRestOfTheRowFitsNoMore() {
        AvroTable changed = AvroTable.of(columns("id", Schema.INT64_SCHEMA, "quantity", Schema.STRING_SCHEMA));

        assertThat(rows(BY_ID, changed.delete(changed.row(1L, "many")))).isEqualTo("-D(1,null,null)");
        assertThat(rows(BY_ID, changed.create(changed.row(1L, "many"))))
                .isEqualTo("after: column 'quantity': expected INT, but the schema has string");
        assertThat(rows(NO_KEY, changed.delete(changed.row(1L, "many"))))
                .isEqualTo("before: column 'quantity': expected INT, but the schema has string");
    }

    @Test
    void onlyTheRowsThatAnEventIsAboutMustFit() {
        AvroTable wide = AvroTable.of(columns("quantity", Schema.INT64_SCHEMA, "id", Schema.INT64_SCHEMA));
        Struct good = wide.row(1L, 7L);
        Struct bad = wide.row(Long.MAX_VALUE, 7L);

        assertThat(rows(NO_KEY, wide.event("c", bad, good))).isEqualTo("+I(7,null,1)");
        assertThat(rows(NO_KEY, wide.event("d", good, bad))).isEqualTo("-D(7,null,1)");
        assertThat(rows(BY_ID, wide.event("u", bad, good))).isEqualTo("+U(7,null,1)");
        assertThat(rows(NO_KEY, wide.event("u", bad, good)))
                .isEqualTo("before: column 'quantity': expected INT, found 9223372036854775807");
        assertThat(rows(BY_ID, wide.event("u", good, bad)))
                .isEqualTo("after: column 'quantity': expected INT, found 9223372036854775807");
    }

    @Test
    void whatStandsAroundRowsIsReachedByPaths() {
        RowDecoder decoder = DebeziumAvroDecoders.of(
                registry,
                NO_KEY,
                ID,
                path("at", "TIMESTAMP_LTZ(3)", "/source/ts_ms", Epoch.Milliseconds),
                path("table", "STRING NOT NULL", "/source/table", null),
                path("what", "STRING", "/op", null),
                path("written", "BIGINT", "/ts_ms", null),
                path("source", "ROW<lsn BIGINT, connector STRING>", "/source", null),
                path("nowhere", "INT", "/source/ts_ms/deeper", null),
                path("order", "INT", "/transaction/total_order", null));

        assertThat(text(decoder.decode(registry.write(ITEMS.create(NEW)), null)))
                .isEqualTo("+I(1,2026-01-01T00:00:00.001,items,c,1767225600002,+I(7,postgresql),null,null)");
    }

    @Test
    void whatStandsAroundRowsMustFitToo() {
        RowDecoder decoder = DebeziumAvroDecoders.of(
                registry,
                NO_KEY,
                ID,
                path("table", "INT", "/source/table", null),
                path("sequence", "STRING NOT NULL", "/source/sequence", null));

        assertThat(text(decoder.decode(registry.write(ITEMS.create(NEW)), null)))
                .isEqualTo("column 'table': expected INT, but the schema has string");
        assertThat(text(decoder.decode(registry.write(ITEMS.event("m", null, null)), null)))
                .isEmpty();
        RowDecoder required =
                DebeziumAvroDecoders.of(registry, NO_KEY, ID, path("none", "INT NOT NULL", "/source/none", null));
        assertThat(text(required.decode(registry.write(ITEMS.create(NEW)), null)))
                .isEqualTo("column 'none': is null, but must have a value");
    }

    @Test
    void otherRecordsOfAConnectorAreNoRows() {
        Schema heartbeat = SchemaBuilder.struct()
                .name("io.debezium.connector.common.Heartbeat")
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();
        Schema transaction = SchemaBuilder.struct()
                .name("io.debezium.connector.common.TransactionMetadataValue")
                .field("status", Schema.STRING_SCHEMA)
                .field("id", Schema.STRING_SCHEMA)
                .field("event_count", Schema.OPTIONAL_INT64_SCHEMA)
                .field(
                        "data_collections",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();

        assertThat(rows(NO_KEY, new Struct(heartbeat).put("ts_ms", 1L))).isEmpty();
        assertThat(rows(
                        NO_KEY,
                        new Struct(transaction)
                                .put("status", "END")
                                .put("id", "571")
                                .put("event_count", 2L)
                                .put("data_collections", List.of("a", "b"))
                                .put("ts_ms", 1L)))
                .isEmpty();
        assertThat(rows(NO_KEY, ITEMS.row(1, "flat", 2)))
                .isEqualTo("there is no 'op', so this is no change event of Debezium; records that are rows, as the"
                        + " transformation ExtractNewRecordState makes them, are of the format Avro (schema 3 of the schema"
                        + " registry)");
    }

    @Test
    void whatIsNoEventIsRefusedByItsSchema() {
        org.apache.avro.Schema text = org.apache.avro.Schema.create(org.apache.avro.Schema.Type.STRING);
        org.apache.avro.Schema number = org.apache.avro.SchemaBuilder.record("e")
                .fields()
                .requiredInt("op")
                .endRecord();
        RowDecoder decoder = DebeziumAvroDecoders.of(registry, NO_KEY, ID);

        assertThat(text(decoder.decode(registry.write(text, "a"), null)))
                .isEqualTo("the schema has string, but a change event of Debezium is a record (schema 1 of the schema"
                        + " registry)");
        assertThat(text(decoder.decode(
                        registry.write(
                                number,
                                new GenericRecordBuilder(number).set("op", 1).build()),
                        null)))
                .isEqualTo("column 'op': expected STRING, but the schema has int (schema 2 of the schema registry)");
        assertThat(text(decoder.decode("{\"op\":\"c\"}".getBytes(StandardCharsets.UTF_8), null)))
                .startsWith("this is not Confluent's wire format: the first byte is 0x7b, as of JSON");
        assertThat(text(decoder.decode(new byte[] {0, 0, 0, 0, 9}, null)))
                .isEqualTo("the schema registry at http://registry has no schema of id 9");
    }

    @Test
    void rowsThatAreTextsAreNotRead() {
        org.apache.avro.Schema mongo = org.apache.avro.SchemaBuilder.record("Envelope")
                .fields()
                .optionalString("after")
                .requiredString("op")
                .endRecord();

        assertThat(text(DebeziumAvroDecoders.of(registry, NO_KEY, NAME)
                        .decode(
                                registry.write(
                                        mongo,
                                        new GenericRecordBuilder(mongo)
                                                .set("after", "{\"name\":\"a\"}")
                                                .set("op", "c")
                                                .build()),
                                null)))
                .isEqualTo(
                        "after: the schema has string, not a record; MongoDB's rows are texts of JSON, which the format"
                                + " DebeziumJson reads");
    }

    @Test
    void aValueThatTheDatabaseDidNotSendIsRefused() {
        String unavailable = "the database did not send the value, which is long and was not changed"
                + " (__debezium_unavailable_value); let it send all (PostgreSQL: REPLICA IDENTITY FULL)";
        AvroTable bytes = AvroTable.of(columns("id", Schema.INT32_SCHEMA, "name", Schema.OPTIONAL_BYTES_SCHEMA));
        Struct text = ITEMS.update(OLD, ITEMS.row(1, "__debezium_unavailable_value", 1));
        Struct binary = bytes.create(bytes.row(1, "__debezium_unavailable_value".getBytes(StandardCharsets.UTF_8)));

        assertThat(rows(BY_ID, text)).isEqualTo("after: column 'name': " + unavailable);
        assertThat(text(DebeziumAvroDecoders.of(registry, BY_ID, ID, new Column("name", "BYTES"))
                        .decode(registry.write(binary), null)))
                .isEqualTo("after: column 'name': " + unavailable);
    }

    @Test
    void aRecordThatIsCutOffIsRefusedWhereverItIs() {
        RowDecoder decoder = DebeziumAvroDecoders.of(registry, BY_ID, ID);
        byte[] whole = registry.write(ITEMS.update(OLD, NEW));

        for (int length = 0; length < whole.length; length++) {
            assertThat(decoder.decode(Arrays.copyOf(whole, length), null).rejection())
                    .as("of %d bytes", length)
                    .isNotNull();
        }
        assertThat(text(decoder.decode(Arrays.copyOf(whole, whole.length + 1), null)))
                .isEqualTo("malformed Avro: 1 bytes are left over behind the value of the schema");
    }

    @Test
    void columnsThatNobodyUsesAreChecked() {
        List<Column> columns = List.of(ID, NAME, QUANTITY, path("table", "INT", "/source/table", null));
        RowDecoder none = DebeziumAvroDecoders.of(registry, NO_KEY, columns, Projection.of(new int[0]));
        RowDecoder some =
                DebeziumAvroDecoders.of(registry, NO_KEY, columns.subList(0, 3), Projection.of(new int[] {2}));

        assertThat(text(none.decode(registry.write(ITEMS.create(NEW)), null))).startsWith("column 'table'");
        assertThat(text(some.decode(
                        registry.write(ITEMS.create(ITEMS.row(1, "__debezium_unavailable_value", 3))), null)))
                .startsWith("after: column 'name'");
        assertThat(text(some.decode(registry.write(ITEMS.create(NEW)), null))).isEqualTo("+I(3)");
    }

    private static Column path(String name, String type, String path, Epoch epoch) {
        return new Column(name, type, null, path, epoch, null);
    }

    private String rows(List<String> primaryKey, Struct event) {
        return text(DebeziumAvroDecoders.of(registry, primaryKey, ID, NAME, QUANTITY)
                .decode(registry.write(event), null));
    }
}
