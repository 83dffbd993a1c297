package dev.kafkaflink.job.format.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Damage;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowEncoder;
import dev.kafkaflink.job.format.json.TypedValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;

/** What holds of change events for all types, rows and bytes. */
class DebeziumPropertyTest {
    private static final List<String> TYPES = List.of(
            "INT NOT NULL",
            "DECIMAL(10, 2)",
            "DATE",
            "TIME(3)",
            "TIMESTAMP(3)",
            "STRING",
            "BYTES",
            "ARRAY<DECIMAL(5, 2)>",
            "MAP<STRING, DATE>",
            "ROW<id INT, price DECIMAL(5, 2)>");
    private static final List<String> NAMES = List.of("id", "price", "day", "customer", "amount", "note");

    @Provide
    Arbitrary<TypedValue> rows() {
        return TypedValue.rows(2);
    }

    @Property(tries = 300)
    void decodesWhatItEncodes(@ForAll("rows") TypedValue row, @ForAll RowKind kind) {
        RowType type = (RowType) row.type();
        GenericRowData value = (GenericRowData) row.value();
        value.setRowKind(kind);

        Decoding decoded =
                DebeziumDecoders.of(List.of(), type, Projection.all(type)).decode(encode(type, value), null);

        // An update is written as a deletion and an insertion.
        value.setRowKind(kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER ? RowKind.INSERT : RowKind.DELETE);
        assertThat(decoded.rejection()).isNull();
        assertThat(decoded.rows()).containsExactly(value);
    }

    @Property(tries = 500)
    void aProjectionRejectsWhatTheWholeDoes(@ForAll("rows") TypedValue row, @ForAll Random random) {
        RowType type = (RowType) row.type();
        byte[] bytes = Damage.of(encode(type, (GenericRowData) row.value()), random);
        List<String> key =
                random.nextBoolean() ? List.of() : List.of(type.getFieldNames().get(0));
        int[] some = IntStream.range(0, type.getFieldCount())
                .filter(i -> random.nextBoolean())
                .toArray();

        Decoding part = DebeziumDecoders.of(key, type, Projection.of(some)).decode(bytes, null);

        assertThat(part.rejection())
                .isEqualTo(DebeziumDecoders.of(key, type, Projection.all(type))
                        .decode(bytes, null)
                        .rejection());
    }

    @Provide
    Arbitrary<String> events() throws IOException {
        List<String> events = new ArrayList<>();
        for (String each : List.of("debezium-mysql", "debezium-postgres", "debezium-mongodb")) {
            events.addAll(Files.readAllLines(Path.of("src", "test", "resources", "cases", each, "input.txt")));
        }
        return Arbitraries.of(events);
    }

    @Property(tries = 1000)
    void neverThrowsOverEventsThatAreBroken(
            @ForAll("events") String event, @ForAll Random random, @ForAll("types") RowType type) {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = Damage.of(bytes, random);
        }
        List<String> key = random.nextBoolean() ? List.of() : List.of(NAMES.get(0));

        Decoding decoded = DebeziumDecoders.of(key, type, Projection.all(type)).decode(bytes, null);

        assertThat(decoded.rows() == null).isEqualTo(decoded.rejection() != null);
        assertThat(decoded.failed()).isFalse();
    }

    @Property(tries = 300)
    void neverThrowsOverBytes(@ForAll byte[] bytes, @ForAll("types") RowType type) {
        Decoding decoded =
                DebeziumDecoders.of(List.of(), type, Projection.all(type)).decode(bytes, null);

        assertThat(decoded.rows() == null).isEqualTo(decoded.rejection() != null);
    }

    /** Columns of the events, of types that mostly are not theirs. */
    @Provide
    Arbitrary<RowType> types() {
        return Arbitraries.of(TYPES)
                .list()
                .ofSize(NAMES.size())
                .map(types -> new RowType(IntStream.range(0, NAMES.size())
                        .mapToObj(i -> new RowType.RowField(NAMES.get(i), DebeziumDecoders.parse(types.get(i))))
                        .toList()));
    }

    private static byte[] encode(RowType type, GenericRowData row) {
        RowEncoder encoder =
                Formats.encoder(new ColumnsToWrite(new Format(Format.Type.DebeziumJson), type, type.getFieldNames()));
        try {
            encoder.open();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        Encoding encoding = encoder.encode(row);
        assertThat(encoding.rejection()).isNull();
        return encoding.bytes();
    }
}
