package dev.kafkaflink.job.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Fuzzing;
import dev.kafkaflink.registry.RegisteredSchema;
import dev.kafkaflink.registry.SchemaRegistry;
import dev.kafkaflink.registry.SubjectVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.util.RandomData;

/** Whatever a record's value is, the decoder gives a row or a rejection. The values are Avro's own, and damaged. */
class AvroNeverThrowsTest {
    private static final String SCHEMA =
            """
            {"type":"record","name":"r","fields":[
              {"name":"n","type":"null"}, {"name":"b","type":"boolean"}, {"name":"i","type":"int"},
              {"name":"l","type":"long"}, {"name":"f","type":"float"}, {"name":"d","type":"double"},
              {"name":"s","type":"string"}, {"name":"y","type":"bytes"},
              {"name":"x","type":{"type":"fixed","name":"x","size":16,"logicalType":"uuid"}},
              {"name":"e","type":{"type":"enum","name":"e","symbols":["A","B","C"]}},
              {"name":"u","type":["null","string","long"]},
              {"name":"m","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
              {"name":"t","type":{"type":"long","logicalType":"timestamp-micros"}},
              {"name":"o","type":{"type":"int","logicalType":"time-millis"}},
              {"name":"a","type":{"type":"array","items":{"type":"map","values":["null","string","r"]}}},
              {"name":"z","type":["null","r"]}]}""";
    private static final Schema PARSED = new Schema.Parser().parse(SCHEMA);
    private static final List<AvroDecoder> DECODERS = decoders();

    private static List<AvroDecoder> decoders() {
        try {
            List<AvroDecoder> decoders = new ArrayList<>(List.of(
                    AvroDecoders.of(SCHEMA, new Column("nothing", "INT")),
                    AvroDecoders.of(
                            SCHEMA,
                            new Column("n", "INT"),
                            new Column("b", "BOOLEAN"),
                            new Column("i", "TINYINT"),
                            new Column("l", "INT"),
                            new Column("f", "FLOAT"),
                            new Column("d", "FLOAT"),
                            new Column("s", "VARCHAR(5)"),
                            new Column("y", "STRING"),
                            new Column("x", "STRING"),
                            new Column("e", "STRING"),
                            new Column("u", "BIGINT"),
                            new Column("m", "DECIMAL(5, 1)"),
                            new Column("t", "TIMESTAMP_LTZ(3)"),
                            new Column("o", "TIME(0)"),
                            new Column("a", "ARRAY<MAP<STRING, STRING>>"),
                            new Column("z", "ROW<s STRING NOT NULL, z ROW<y BYTES>>"))));
            for (String type : List.of("STRING", "BYTES", "BIGINT NOT NULL")) {
                decoders.add(AvroDecoders.of(SCHEMA, new Column("u", type)));
            }
            decoders.add(AvroDecoders.of(new Two(), new Column("s", "STRING"), new Column("z", "ROW<l BIGINT>")));
            return decoders;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A registry that has two schemas. */
    private static final class Two implements SchemaRegistry {
        @Override
        public Optional<RegisteredSchema> byId(int id) {
            return switch (id) {
                case 1 -> Optional.of(new RegisteredSchema(1, RegisteredSchema.AVRO, SCHEMA));
                case 2 -> Optional.of(new RegisteredSchema(2, RegisteredSchema.AVRO, "[\"null\"," + SCHEMA + "]"));
                default -> Optional.empty();
            };
        }

        @Override
        public Optional<SubjectVersion> version(String subject, Integer number) {
            return Optional.empty();
        }

        @Override
        public int register(String subject, String type, String schema) {
            return 1;
        }
    }

    @Property(tries = 500)
    void overBytes(@ForAll byte[] value) {
        decodesOrRejects(value);
        decodesOrRejects(AvroBytes.framed(1, value));
        decodesOrRejects(AvroBytes.framed(2, value));
    }

    @Property(tries = 300)
    void overValues(@ForAll("values") byte[] value) {
        assertThat(DECODERS.get(0).decode(value, null).rejection()).isNull();
        decodesOrRejects(value);
        decodesOrRejects(AvroBytes.framed(1, value));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void overBrokenValues(@ForAll("values") byte[] value, @ForAll int at, @ForAll byte other) {
        byte[] broken = value.clone();
        int index = Math.floorMod(at, broken.length);
        decodesOrRejects(Arrays.copyOf(broken, index));
        broken[index] = other;
        decodesOrRejects(broken);
        decodesOrRejects(AvroBytes.framed(1 + Math.floorMod(at, 3), broken));
    }

    @Example
    void overDamagedValues() {
        List<byte[]> values =
                LongStream.range(0, 50).mapToObj(AvroNeverThrowsTest::value).toList();
        Fuzzing.run(List.of(DECODERS.get(1)), values);
        Fuzzing.run(
                List.of(DECODERS.get(DECODERS.size() - 1)),
                values.stream().map(value -> AvroBytes.framed(1, value)).toList());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void overBrokenSchemas(@ForAll int at, @ForAll("pieces") String piece) {
        int index = Math.floorMod(at, SCHEMA.length());
        try {
            AvroSchemas.parse(SCHEMA.substring(0, index) + piece + SCHEMA.substring(index));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400);
        }
    }

    @Provide
    Arbitrary<byte[]> values() {
        return Arbitraries.longs().map(AvroNeverThrowsTest::value);
    }

    private static byte[] value(long seed) {
        return AvroBytes.of(PARSED, new RandomData(PARSED, 1, seed).iterator().next());
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(5),
                Arbitraries.of("\"", "{", "}", "[", "]", ",", ":", "null", "\"r\"", "-1", "\"type\":\"r\","));
    }

    private static void decodesOrRejects(byte[] value) {
        for (AvroDecoder decoder : DECODERS) {
            Decoding decoding = decoder.decode(value, null);
            assertThat(decoding.rows() == null).isEqualTo(decoding.rejection() != null);
        }
    }
}
