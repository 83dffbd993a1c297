package dev.kafkaflink.job.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.RowEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that Python's Protobuf wrote, with the rows that they must become ({@code src/test/resources/protobuf/make.py}). */
class OtherWritersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Without maps of other keys than texts: rows are compared as JSON. */
    private static final Column[] COLUMNS = Messages.COLUMNS.stream()
            .filter(column -> !column.type().startsWith("MAP<") || column.type().startsWith("MAP<STRING"))
            .toArray(Column[]::new);

    static List<String> records() throws IOException {
        return Files.readAllLines(Messages.FOLDER.resolve("records.jsonl"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void becomesTheRow(String line) throws Exception {
        JsonNode expected = JSON.readTree(line);
        RowType type = Messages.type(COLUMNS);
        RowEncoder json = Formats.encoder(new ColumnsToWrite(new Format(Format.Type.Json), type, type.getFieldNames()));
        json.open();

        Decoding decoding = Messages.decoder(Messages.options(Messages.EVERYTHING), COLUMNS)
                .decode(Base64.getDecoder().decode(expected.get("record").textValue()), null);

        assertThat(decoding.rejection()).isNull();
        ObjectNode row =
                (ObjectNode) JSON.readTree(json.encode(decoding.rows().get(0)).bytes());
        for (String text : List.of("attributes", "any_json", "json_list")) {
            if (row.get(text).isTextual()) {
                row.set(text, JSON.readTree(row.get(text).textValue()));
            }
        }
        assertThat(row).isEqualTo(expected.get("row"));
    }
}
