package dev.kafkaflink.job.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.jobdef.Column;
import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.Format;
import dev.kafkaflink.crds.jobdef.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders with a source, the values of its records (one a line), and the rows and rejections that they become. */
class CasesTest {
    private static final Path CASES = Path.of("src", "test", "resources", "cases");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        }
    }

    @Test
    void allCasesAreFound() throws IOException {
        assertThat(cases())
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly("bad-json", "flights", "raw-text");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesWhatIsExpected(Path folder) throws IOException {
        Source source = DefinitionJson.read(Files.readString(folder.resolve("source.json")), Source.class);
        RowType schema = schema(source);
        RowDecoder decoder = Formats.decoder(source.format().type(), schema, Projection.all(schema));
        decoder.open();
        RowEncoder encoder = Formats.valueEncoder(Format.Type.Json, schema, List.of());
        encoder.open();
        List<String> rows = new ArrayList<>();
        List<String> rejections = new ArrayList<>();

        for (String line : Files.readAllLines(folder.resolve("input.txt"))) {
            Decoding decoding = decoder.decode(line.getBytes(StandardCharsets.UTF_8));
            if (decoding.row() == null) {
                rejections.add(decoding.rejection());
            } else {
                rows.add(new String(encoder.encode(decoding.row()).bytes(), StandardCharsets.UTF_8));
            }
        }

        assertThat(rows).isEqualTo(Files.readAllLines(folder.resolve("rows.jsonl")));
        assertThat(rejections).isEqualTo(Files.readAllLines(folder.resolve("rejections.txt")));
    }

    private static RowType schema(Source source) {
        return RowType.of(
                source.columns().stream()
                        .map(column -> LogicalTypeParser.parse(column.type(), CasesTest.class.getClassLoader()))
                        .toArray(LogicalType[]::new),
                source.columns().stream().map(Column::name).toArray(String[]::new));
    }
}
