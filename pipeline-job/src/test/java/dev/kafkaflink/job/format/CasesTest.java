package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the records of each case become. Rows of a format that tells of changes have their kind of change in front. */
class CasesTest {
    static List<Case> cases() throws Exception {
        return Case.all();
    }

    @Test
    void allCasesAreFound() throws Exception {
        assertThat(cases())
                .extracting(Case::toString)
                .containsExactly(
                        "bad-json",
                        "csv-documents",
                        "csv-lines",
                        "debezium-mongodb",
                        "debezium-mysql",
                        "debezium-postgres",
                        "flights",
                        "one-rule",
                        "raw-text",
                        "text-lines");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesWhatIsExpected(Case of) throws Exception {
        RowType schema = of.schema();
        RowEncoder encoder = Formats.encoder(
                new ColumnsToWrite(new Format(Format.Type.Json), nullable(schema), schema.getFieldNames()));
        encoder.open();
        List<String> rows = new ArrayList<>();

        List<Decoding> decodings = decode(of, Projection.all(schema));

        for (Decoding decoding : decodings) {
            if (!decoding.isRejected()) {
                for (RowData row : decoding.rows()) {
                    String kind = of.source().format().type().tellsOfChanges()
                            ? row.getRowKind().shortString() + " "
                            : "";
                    rows.add(kind + new String(encoder.encode(row).bytes(), StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(rows).isEqualTo(of.lines("rows.jsonl"));
        assertThat(decodings.stream().map(Decoding::rejection).filter(Objects::nonNull))
                .containsExactlyElementsOf(of.lines("rejections.txt"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRejectedWhateverColumnsAreUsed(Case of) throws Exception {
        RowType schema = of.schema();
        List<String> rejections = rejections(decode(of, Projection.all(schema)));

        for (int i = 0; i < schema.getFieldCount(); i++) {
            assertThat(rejections(decode(of, Projection.of(new int[] {i}))))
                    .as("a query of column %d", i)
                    .isEqualTo(rejections);
        }
        assertThat(rejections(decode(of, Projection.of(new int[0]))))
                .as("a query of no column")
                .isEqualTo(rejections);
        assertThat(rejections(decode(of, Projection.inPlace(schema, Set.of()))))
                .as("two queries of no column")
                .isEqualTo(rejections);
    }

    /** One for each record, null for those that are rows. */
    private static List<String> rejections(List<Decoding> decodings) {
        return decodings.stream().map(Decoding::rejection).toList();
    }

    private static List<Decoding> decode(Case of, Projection projection) throws Exception {
        RowDecoder decoder = of.decoder(projection);
        return of.values().stream().map(value -> decoder.decode(value, null)).toList();
    }

    /** A row that is deleted by its key has nothing else. */
    private static RowType nullable(RowType schema) {
        return RowType.of(
                schema.getChildren().stream().map(type -> type.copy(true)).toArray(LogicalType[]::new),
                schema.getFieldNames().toArray(String[]::new));
    }
}
