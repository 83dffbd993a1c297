package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.json.TypedValue;
import dev.kafkaflink.registry.avro.AvroColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** What holds of Avro for all types and rows. */
class AvroPropertyTest {
    @Provide
    Arbitrary<TypedValue> rows() {
        return TypedValue.rows(2).map(row -> new TypedValue(named(row.type()), row.value()));
    }

    /** Fields of a record have plain names. */
    private static LogicalType named(LogicalType type) {
        if (type instanceof RowType row) {
            List<RowType.RowField> fields = new ArrayList<>();
            for (int i = 0; i < row.getFieldCount(); i++) {
                fields.add(new RowType.RowField("c" + i, named(row.getTypeAt(i))));
            }
            return new RowType(row.isNullable(), fields);
        }
        if (type instanceof ArrayType array) {
            return new ArrayType(array.isNullable(), named(array.getElementType()));
        }
        return type instanceof MapType map
                ? new MapType(map.isNullable(), map.getKeyType(), named(map.getValueType()))
                : type;
    }

    @Property(tries = 500)
    void decodesWhatItEncodes(@ForAll("rows") TypedValue row) throws Exception {
        RowType type = (RowType) row.type();
        Schema schema = ColumnSchema.of(type, "row");

        Decoding decoded = decoder(schema, type, Projection.all(type)).decode(encode(schema, row), null);

        assertThat(decoded.rejection()).isNull();
        assertThat(decoded.rows()).containsExactly((GenericRowData) row.value());
    }

    /** What its library reads it writes in the same way, so it was nothing else. */
    @Property(tries = 300)
    void encodesWhatAvrosOwnLibraryReads(@ForAll("rows") TypedValue row) throws Exception {
        RowType type = (RowType) row.type();
        // As a registry hands it on.
        Schema schema = new Schema.Parser().parse(ColumnSchema.of(type, "row").toString());

        byte[] bytes = encode(schema, row);

        assertThat(AvroBytes.of(schema, AvroBytes.read(schema, bytes))).hasSize(bytes.length);
        assertThat(decoder(schema, type, Projection.all(type))
                        .decode(AvroBytes.of(schema, AvroBytes.read(schema, bytes)), null)
                        .rows())
                .containsExactly((GenericRowData) row.value());
    }

    /** The columns that a schema is take all that Avro's library writes with it, and lose nothing of it. */
    @Property(tries = 300)
    void theColumnsOfASchemaHoldAllOfARecord(@ForAll("rows") TypedValue row) throws Exception {
        Schema schema = new Schema.Parser()
                .parse(ColumnSchema.of((RowType) row.type(), "row").toString());
        Object written = AvroBytes.read(schema, encode(schema, row));
        List<Column> columns = AvroColumns.of(schema.toString());
        RowType type = AvroDecoders.type(columns);

        Decoding decoded = AvroDecoders.of(schema.toString(), columns, Projection.all(type))
                .decode(AvroBytes.of(schema, written), null);

        assertThat(decoded.rejection()).isNull();
        byte[] again = encode(schema, new TypedValue(type, decoded.rows().get(0)));
        assertThat(AvroBytes.read(schema, again)).isEqualTo(written);
    }

    @Property(tries = 300)
    void aProjectionIsAPartOfTheWhole(@ForAll("rows") TypedValue row, @ForAll Random random) throws Exception {
        RowType type = (RowType) row.type();
        Schema schema = ColumnSchema.of(type, "row");
        int[] columns = IntStream.range(0, type.getFieldCount())
                .filter(i -> random.nextBoolean())
                .toArray();

        Decoding decoded = decoder(schema, type, Projection.of(columns)).decode(encode(schema, row), null);

        GenericRowData whole = (GenericRowData) row.value();
        assertThat(decoded.rows())
                .containsExactly(GenericRowData.of(
                        IntStream.of(columns).mapToObj(whole::getField).toArray()));
    }

    /** A table with just some of the columns reads the same of them: the others are passed over byte by byte. */
    @Property(tries = 300)
    void aColumnIsReadWhateverIsAroundIt(@ForAll("rows") TypedValue row, @ForAll Random random) throws Exception {
        RowType type = (RowType) row.type();
        Schema schema = ColumnSchema.of(type, "row");
        int column = random.nextInt(type.getFieldCount());
        RowType alone = RowType.of(
                new LogicalType[] {type.getTypeAt(column)},
                new String[] {type.getFieldNames().get(column)});

        Decoding decoded = decoder(schema, alone, Projection.all(alone)).decode(encode(schema, row), null);

        assertThat(decoded.rows()).containsExactly(GenericRowData.of(((GenericRowData) row.value()).getField(column)));
    }

    private static byte[] encode(Schema schema, TypedValue row) throws Exception {
        AvroEncoder encoder = AvroDecoders.encoder(schema.toString(), (RowType) row.type());
        Encoding encoding = encoder.encode((GenericRowData) row.value());
        // Nanoseconds since 1970 end in 2262.
        Assume.that(encoding.rejection() == null || !encoding.rejection().contains("too far from 1970"));
        assertThat(encoding.rejection()).isNull();
        return encoding.bytes();
    }

    private static AvroDecoder decoder(Schema schema, RowType type, Projection projection) throws Exception {
        List<Column> columns = IntStream.range(0, type.getFieldCount())
                .mapToObj(i -> new Column(
                        type.getFieldNames().get(i), type.getTypeAt(i).asSerializableString()))
                .toList();
        return AvroDecoders.of(schema.toString(), columns, projection);
    }
}
