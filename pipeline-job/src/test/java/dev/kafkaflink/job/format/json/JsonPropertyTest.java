package dev.kafkaflink.job.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.job.format.Damage;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Projection;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
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

/** What holds of JSON for all types and rows. */
class JsonPropertyTest {
    @Provide
    Arbitrary<TypedValue> rows() {
        return TypedValue.rows(2);
    }

    @Property(tries = 500)
    void decodesWhatItEncodes(@ForAll("rows") TypedValue row) {
        RowType type = (RowType) row.type();

        Decoding decoded = decoder(type, Projection.all(type)).decode(encode(row), null);

        assertThat(decoded.rejection()).isNull();
        assertThat(decoded.rows()).containsExactly((GenericRowData) row.value());
    }

    @Property(tries = 300)
    void aProjectionIsAPartOfTheWhole(@ForAll("rows") TypedValue row, @ForAll Random random) {
        RowType type = (RowType) row.type();
        int[] columns = someColumns(type, random);

        Decoding decoded = decoder(type, Projection.of(columns)).decode(encode(row), null);

        GenericRowData whole = (GenericRowData) row.value();
        GenericRowData part = GenericRowData.of(
                IntStream.of(columns).mapToObj(whole::getField).toArray());
        assertThat(decoded.rows()).containsExactly(part);
    }

    @Property(tries = 1000)
    void aProjectionRejectsWhatTheWholeDoes(@ForAll("rows") TypedValue row, @ForAll Random random) {
        RowType type = (RowType) row.type();
        byte[] bytes = Damage.of(encode(row), random);

        Decoding part = decoder(type, Projection.of(someColumns(type, random))).decode(bytes, null);

        assertThat(part.rejection())
                .isEqualTo(
                        decoder(type, Projection.all(type)).decode(bytes, null).rejection());
    }

    private static int[] someColumns(RowType type, Random random) {
        return IntStream.range(0, type.getFieldCount())
                .filter(i -> random.nextBoolean())
                .toArray();
    }

    @Property(tries = 300)
    void writesWhatAnotherParserReads(@ForAll("rows") TypedValue row) {
        RowType type = (RowType) row.type();

        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(encode(row)))) {
            assertThat(reader.readObject().keySet()).containsExactlyElementsOf(type.getFieldNames());
        }
    }

    @Property(tries = 1000)
    void neverThrowsOverBytes(@ForAll("rows") TypedValue row, @ForAll Random random) {
        RowType type = (RowType) row.type();
        byte[] bytes = encode(row);
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes = Damage.of(bytes, random);
        }

        Decoding decoded = decoder(type, Projection.all(type)).decode(bytes, null);

        assertThat(decoded.rows() == null).isEqualTo(decoded.rejection() != null);
    }

    /** What we take for JSON, a strict parser that shares no code with ours does, too. */
    @Property(tries = 1000)
    void takesWhatAnotherParserTakes(@ForAll("documents") String document) {
        RowType type = RowType.of();

        Decoding decoded = decoder(type, Projection.all(type)).decode(document.getBytes(StandardCharsets.UTF_8), null);

        assertThat(decoded.rows() != null).isEqualTo(isObject(document));
    }

    @Provide
    Arbitrary<String> documents() {
        List<String> pieces =
                List.of("{", "}", "[", "]", ":", ",", "\"a\"", "1", "-", "0", ".5", "e1", "null", "true", " ");
        return Arbitraries.of(pieces).list().ofMaxSize(8).map(list -> "{" + String.join("", list) + "}");
    }

    private static boolean isObject(String document) {
        try (JsonParser parser = Json.createParser(new StringReader(document))) {
            boolean isObject = parser.next() == JsonParser.Event.START_OBJECT;
            while (parser.hasNext()) {
                parser.next();
            }
            return isObject;
        } catch (JsonException e) {
            return false;
        }
    }

    private static byte[] encode(TypedValue row) {
        RowType type = (RowType) row.type();
        JsonEncoder encoder = new JsonEncoder(
                new JsonObjects(type, IntStream.range(0, type.getFieldCount()).toArray()));
        encoder.open();
        Encoding encoding = encoder.encode((GenericRowData) row.value());
        assertThat(encoding.rejection()).isNull();
        return encoding.bytes();
    }

    private static JsonDecoder decoder(RowType type, Projection projection) {
        return JsonDecoders.of(type, projection);
    }
}
