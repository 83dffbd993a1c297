package dev.kafkaflink.job.format;

import dev.kafkaflink.crds.jobdef.DefinitionJson;
import dev.kafkaflink.crds.jobdef.Source;
import dev.kafkaflink.crds.table.Column;
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

/**
 * A folder with a source, the values of its records (one a line in a file input.txt, or one a file in a folder input), and the
 * rows and rejections that they become.
 *
 * @param folder where it is
 * @param source the source
 * @param schema its columns
 */
record Case(Path folder, Source source, RowType schema) {
    /** All, by name. */
    static List<Case> all() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> folders = Files.list(Path.of("src", "test", "resources", "cases"))) {
            for (Path folder : folders.sorted().toList()) {
                Source source = DefinitionJson.read(Files.readString(folder.resolve("source.json")), Source.class);
                cases.add(new Case(folder, source, schema(source)));
            }
        }
        return cases;
    }

    private static RowType schema(Source source) {
        return RowType.of(
                source.columns().stream().map(column -> type(source, column)).toArray(LogicalType[]::new),
                source.columns().stream().map(Column::name).toArray(String[]::new));
    }

    private static LogicalType type(Source source, Column column) {
        LogicalType type = LogicalTypeParser.parse(column.type(), Case.class.getClassLoader());
        return source.primaryKey().contains(column.name()) ? type.copy(false) : type;
    }

    /** A decoder that is ready. */
    RowDecoder decoder(Projection projection) throws Exception {
        RowDecoder decoder = Shipped.of(Formats.decoder(
                new ColumnsToRead(source.format(), source.columns(), schema, projection, source.primaryKey())));
        decoder.open();
        return decoder;
    }

    List<byte[]> values() throws IOException {
        Path input = folder.resolve("input");
        if (!Files.isDirectory(input)) {
            return lines("input.txt").stream()
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

    List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
