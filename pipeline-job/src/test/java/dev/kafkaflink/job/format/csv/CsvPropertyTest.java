package dev.kafkaflink.job.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.CsvOptions;
import dev.kafkaflink.crds.table.CsvOptions.ExtraFields;
import dev.kafkaflink.crds.table.CsvOptions.MissingFields;
import dev.kafkaflink.job.format.Damage;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.json.TypedValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;

/** What holds of Csv for all types and rows, and against another reader and writer, which shares no code with ours. */
class CsvPropertyTest {
    /** Texts of what means something in a line, and of what looks like it. */
    private static final List<String> PIECES =
            List.of(",", ";", "\t", "\"", "'", "\r", "\n", "\r\n", " ", "a", "1", "\\N", "\uFEFF", "é", "😀");

    @Provide
    Arbitrary<TypedValue> rows() {
        return TypedValue.rows(0);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(6).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return texts().injectNull(0.2).list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<CsvOptions> options() {
        return Combinators.combine(
                        Arbitraries.of(",", ";", "\t", "1", "-").injectNull(0.3),
                        Arbitraries.of("\"", "'", "a").injectNull(0.3),
                        Arbitraries.of("\\N", "NULL", "0", "é").injectNull(0.3))
                .as((delimiter, quote, nullLiteral) -> new CsvOptions(delimiter, quote, null, nullLiteral, null, null));
    }

    @Property(tries = 500)
    void decodesWhatItEncodes(@ForAll("rows") TypedValue row, @ForAll("options") CsvOptions options) {
        Csv csv = Csv.of(options, (RowType) row.type());
        GenericRowData value = (GenericRowData) row.value();

        Decoding decoded = csv.decode(csv.bytes(value));

        assertThat(decoded.rejection()).isNull();
        assertThat(decoded.rows()).containsExactly(value);
    }

    @Property(tries = 1000)
    void decodesTheTextsThatItEncodes(@ForAll("lines") List<String> texts, @ForAll("options") CsvOptions options) {
        Csv csv = strings(options, texts.size());
        GenericRowData row = row(texts);

        assertThat(csv.decode(csv.bytes(row)).rows()).containsExactly(row);
    }

    @Property(tries = 500)
    void readsWhatAnotherWriterWrites(@ForAll("lines") List<String> first, @ForAll Random random) throws IOException {
        List<List<String>> lines = List.of(first, shuffled(first, random), shuffled(first, random));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            // Quotes around every text, or else it writes NULL and the empty text alike.
            CSVFormat.RFC4180
                    .builder()
                    .setQuoteMode(QuoteMode.ALL_NON_NULL)
                    .build()
                    .printRecord(text, line.toArray());
        }

        assertThat(strings(CsvOptions.DEFAULT, first.size())
                        .decode(text.toString())
                        .rows())
                .containsExactlyElementsOf(
                        lines.stream().map(CsvPropertyTest::row).toList());
    }

    @Property(tries = 500)
    void writesWhatAnotherReaderReads(@ForAll("lines") List<String> texts) throws IOException {
        String line = new String(strings(CsvOptions.DEFAULT, texts.size()).bytes(row(texts)), StandardCharsets.UTF_8);

        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setQuoteMode(QuoteMode.ALL_NON_NULL)
                .setIgnoreEmptyLines(false)
                .build();
        try (CSVParser parser = CSVParser.parse(line, format)) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSize(1);
            assertThat(Arrays.asList(records.get(0).values())).isEqualTo(texts);
        }
    }

    @Property(tries = 500)
    void aProjectionIsAPartOfTheWhole(@ForAll("rows") TypedValue row, @ForAll Random random) {
        Csv csv = Csv.of(CsvOptions.DEFAULT, (RowType) row.type());
        GenericRowData whole = (GenericRowData) row.value();
        int[] columns = someColumns(csv, random);

        Decoding decoded = csv.decoder(Projection.of(columns)).decode(csv.bytes(whole), null);

        assertThat(decoded.rows())
                .containsExactly(GenericRowData.of(
                        IntStream.of(columns).mapToObj(whole::getField).toArray()));
    }

    @Property(tries = 1000)
    void aProjectionRejectsWhatTheWholeDoes(@ForAll("rows") TypedValue row, @ForAll Random random) {
        Csv csv = Csv.of(CsvOptions.DEFAULT, (RowType) row.type());
        byte[] bytes = Damage.of(csv.bytes((GenericRowData) row.value()), random);

        assertThat(csv.decoder(Projection.of(someColumns(csv, random)))
                        .decode(bytes, null)
                        .rejection())
                .isEqualTo(csv.decode(bytes).rejection());
    }

    @Property(tries = 1000)
    void neverThrowsOverBytes(@ForAll("rows") TypedValue row, @ForAll Random random) {
        Csv csv = Csv.of(someOptions(random), (RowType) row.type());
        byte[] bytes = csv.bytes((GenericRowData) row.value());
        for (int i = 0; i <= random.nextInt(3); i++) {
            bytes = Damage.of(bytes, random);
        }

        Decoding decoded = csv.decode(bytes);

        assertThat(decoded.rows() == null).isEqualTo(decoded.rejection() != null);
    }

    @Property(tries = 2000)
    void neverThrowsOverText(@ForAll("texts") String one, @ForAll("texts") String other, @ForAll Random random) {
        Csv csv = Csv.of(someOptions(random), "STRING", "INT", "BOOLEAN NOT NULL");

        Decoding decoded = csv.decode("a,b,c\n" + one + ',' + other);

        assertThat(decoded.rows() == null).isEqualTo(decoded.rejection() != null);
    }

    private static CsvOptions someOptions(Random random) {
        return new CsvOptions(
                null,
                null,
                random.nextBoolean(),
                null,
                random.nextBoolean() ? MissingFields.AsNull : null,
                random.nextBoolean() ? ExtraFields.Ignore : null);
    }

    private static List<String> shuffled(List<String> texts, Random random) {
        List<String> shuffled = new ArrayList<>(texts);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Csv strings(CsvOptions options, int count) {
        String[] types = new String[count];
        Arrays.fill(types, "STRING");
        return Csv.of(options, types);
    }

    private static GenericRowData row(List<String> texts) {
        return GenericRowData.of(texts.stream()
                .map(text -> text == null ? null : StringData.fromString(text))
                .toArray());
    }

    private static int[] someColumns(Csv csv, Random random) {
        return IntStream.range(0, csv.columns().size())
                .filter(i -> random.nextBoolean())
                .toArray();
    }
}
