package dev.kafkaflink.job.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Column.Epoch;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Fuzzing;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Whatever a record is, the decoder gives rows or a rejection, and the same one whichever columns are used. */
class DebeziumAvroNeverThrowsTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", "SMALLINT NOT NULL"),
            new Column("name", "VARCHAR(28)"),
            new Column("price", "DECIMAL(5, 1)"),
            new Column("weight", "DECIMAL(5, 1)"),
            new Column("size", "DECIMAL(5, 1)"),
            new Column("changed", "TIMESTAMP(3)"),
            new Column("zoned", "TIMESTAMP_LTZ(3)"),
            new Column("tags", "ARRAY<STRING>"),
            new Column("at", "TIMESTAMP_LTZ(3) NOT NULL", null, "/source/ts_ms", Epoch.Milliseconds, null),
            new Column("table", "VARCHAR(5)", null, "/source/table", null, null),
            new Column("what", "STRING", null, "/op", null, null));
    private static final AvroTable ITEMS = AvroTable.of(columns());

    private static Map<String, Schema> columns() {
        Map<String, Schema> columns = new LinkedHashMap<>();
        columns.put("id", Schema.INT32_SCHEMA);
        columns.put("name", Schema.OPTIONAL_STRING_SCHEMA);
        columns.put(
                "unused",
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build());
        columns.put("price", Decimal.builder(2).optional().build());
        columns.put("weight", Schema.OPTIONAL_STRING_SCHEMA);
        columns.put("size", VariableScaleDecimal.optionalSchema());
        columns.put("changed", MicroTimestamp.builder().optional().build());
        columns.put("zoned", ZonedTimestamp.builder().optional().build());
        columns.put("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).build());
        return columns;
    }

    private static Struct row(int id, String price) {
        return ITEMS.row(
                id,
                "__debezium_unavailable_valu",
                Map.of("a", 1),
                new BigDecimal(price),
                "12.5",
                VariableScaleDecimal.fromLogical(VariableScaleDecimal.optionalSchema(), new BigDecimal("7.25")),
                1_769_860_800_123_456L,
                "2026-01-31T12:00:00Z",
                List.of("a", "b"));
    }

    private static List<byte[]> events(ConnectRegistry registry) {
        Struct one = row(1, "10.00");
        Struct other = row(70_000, "0.25");
        List<byte[]> events = new ArrayList<>();
        for (Struct event : List.of(
                ITEMS.read(one),
                ITEMS.create(other),
                ITEMS.update(one, other),
                ITEMS.update(other, one),
                ITEMS.update(null, one),
                ITEMS.delete(one),
                ITEMS.truncate(),
                ITEMS.event("m", null, null))) {
            events.add(registry.write(event));
        }
        return events;
    }

    private static List<RowDecoder> decoders(ConnectRegistry registry, List<String> primaryKey) {
        return List.of(
                DebeziumAvroDecoders.of(registry, primaryKey, COLUMNS.toArray(Column[]::new)),
                DebeziumAvroDecoders.of(registry, primaryKey, COLUMNS, Projection.of(new int[] {0, 10})),
                DebeziumAvroDecoders.of(registry, primaryKey, COLUMNS, Projection.of(new int[0])));
    }

    @Example
    void overDamagedEvents() {
        ConnectRegistry registry = new ConnectRegistry();
        Fuzzing.run(decoders(registry, List.of()), events(registry));
    }

    @Example
    void overDamagedEventsOfATableWithAPrimaryKey() {
        ConnectRegistry registry = new ConnectRegistry();
        Fuzzing.run(decoders(registry, List.of("id")), events(registry));
    }

    @Property(tries = 300)
    void overBytes(@ForAll byte[] bytes) {
        ConnectRegistry registry = new ConnectRegistry();
        byte[] event = registry.write(ITEMS.event("m", null, null));
        System.arraycopy(bytes, 0, event, 5, Math.min(bytes.length, event.length - 5));

        for (byte[] each : List.of(bytes, event)) {
            Decoding decoding = decoders(registry, List.of()).get(0).decode(each, null);
            assertThat(decoding.rows() == null).isEqualTo(decoding.rejection() != null);
        }
    }
}
