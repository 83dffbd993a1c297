package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders with a source, the values of its records (one a line in a file input.txt, or one a file in a folder input), and the
 * rows and rejections that they become. Rows of a format that tells of changes have their kind of change in front.
 */
class CasesTest {
    private static final Path CASES = Path.of("src", "test", "resources", "cases");

    static List<Path> cases() throws Exception {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @Test
    void allCasesAreFound() throws Exception {
        assertThat(cases())
                .extracting(folder -> folder.getFileName().toString())
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
    void becomesWhatIsExpected(Path folder) throws Exception {
        Source source = source(folder);
        RowType schema = schema(source);
        RowEncoder encoder = Formats.encoder(
                new ColumnsToWrite(new Format(Format.Type.Json), nullable(schema), schema.getFieldNames()));
        encoder.open();
        List<String> rows = new ArrayList<>();

        List<Decoding> decodings = decode(folder, source, schema, Projection.all(schema));

        for (Decoding decoding : decodings) {
            if (!decoding.isRejected()) {
                for (RowData row : decoding.rows()) {
                    String kind = source.format().type().tellsOfChanges()
                            ? row.getRowKind().shortString() + " "
                            : "";
                    rows.add(kind + new String(encoder.encode(row).bytes(), StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(rows).isEqualTo(Files.readAllLines(folder.resolve("rows.jsonl")));
        assertThat(decodings.stream().map(Decoding::rejection).filter(Objects::nonNull))
                .containsExactlyElementsOf(Files.readAllLines(folder.resolve("rejections.txt")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRejectedWhateverColumnsAreUsed(Path folder) throws Exception {
        Source source = source(folder);
        RowType schema = schema(source);
        List<String> rejections = rejections(decode(folder, source, schema, Projection.all(schema)));

        for (int i = 0; i < schema.getFieldCount(); i++) {
            assertThat(rejections(decode(folder, source, schema, Projection.of(new int[] {i}))))
                    .as("a query of column %d", i)
                    .isEqualTo(rejections);
        }
        assertThat(rejections(decode(folder, source, schema, Projection.of(new int[0]))))
                .as("a query of no column")
                .isEqualTo(rejections);
        assertThat(rejections(decode(folder, source, schema, Projection.inPlace(schema, Set.of()))))
                .as("two queries of no column")
                .isEqualTo(rejections);
    }

    /** One for each record, null for those that are rows. */
    private static List<String> rejections(List<Decoding> decodings) {
        return decodings.stream().map(Decoding::rejection).toList();
    }

    private static List<Decoding> decode(Path folder, Source source, RowType schema, Projection projection)
            throws Exception {
        RowDecoder decoder = Formats.decoder(
                new ColumnsToRead(source.format(), source.columns(), schema, projection, source.primaryKey()));
        decoder.open();
        return values(folder).stream().map(value -> decoder.decode(value, null)).toList();
    }

    private static List<byte[]> values(Path folder) throws Exception {
        Path input = folder.resolve("input");
        if (!Files.isDirectory(input)) {
            return Files.readAllLines(folder.resolve("input.txt")).stream()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
        List<byte[]> values = new ArrayList<>();
        try (Stream<Path> files = Files.list(input)) {
            for (Path file : files.sorted().toList()) {
                values.add(Files.readAllBytes(file));
            }
        }
        return values;
    }

    private static Source source(Path folder) throws Exception {
        return DefinitionJson.read(Files.readString(folder.resolve("source.json")), Source.class);
    }

    private static RowType schema(Source source) {
        return RowType.of(
                source.columns().stream().map(column -> type(source, column)).toArray(LogicalType[]::new),
                source.columns().stream().map(Column::name).toArray(String[]::new));
    }

    private static LogicalType type(Source source, Column column) {
        LogicalType type = LogicalTypeParser.parse(column.type(), CasesTest.class.getClassLoader());
        return source.primaryKey().contains(column.name()) ? type.copy(false) : type;
    }

    /** A row that is deleted by its key has nothing else. */
    private static RowType nullable(RowType schema) {
        return RowType.of(
                schema.getChildren().stream().map(type -> type.copy(true)).toArray(LogicalType[]::new),
                schema.getFieldNames().toArray(String[]::new));
    }
}
