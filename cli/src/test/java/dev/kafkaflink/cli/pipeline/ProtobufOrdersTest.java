package dev.kafkaflink.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.v1alpha1.SourceSpec;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.RowEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.junit.jupiter.api.Test;

/** The records of {@code examples/protobuf-orders} are the orders that they were made from. */
class ProtobufOrdersTest {
    private static final Path FOLDER = Path.of("..", "examples", "protobuf-orders");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theRecordsAreTheOrders() throws Exception {
        SourceSpec source = source();
        RowType type = type(source.columns());
        RowDecoder decoder =
                Formats.decoder(new ColumnsToRead(source.format(), source.columns(), type, Projection.all(type)));
        decoder.open();
        RowEncoder encoder =
                Formats.encoder(new ColumnsToWrite(new Format(Format.Type.Json), type, type.getFieldNames()));
        encoder.open();
        List<JsonNode> rows = new ArrayList<>();
        List<JsonNode> deadLetters = new ArrayList<>();

        for (String line : Files.readAllLines(FOLDER.resolve("input/orders.base64"))) {
            String value = line.substring(line.indexOf('\t') + 1);
            Decoding decoding = decoder.decode(Base64.getDecoder().decode(value), null);
            if (decoding.isRejected()) {
                ObjectNode deadLetter = JSON.createObjectNode().put("reason", decoding.rejection());
                deadLetter.putObject("value").put("base64", value);
                deadLetters.add(deadLetter);
            } else {
                for (RowData row : decoding.rows()) {
                    rows.add(JSON.readTree(encoder.encode(row).bytes()));
                }
            }
        }

        assertThat(rows).isEqualTo(lines("orders.jsonl"));
        assertThat(deadLetters).isEqualTo(lines("expected/dead-letters.jsonl"));
    }

    private static List<JsonNode> lines(String file) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static SourceSpec source() throws Exception {
        PipelineFile file = PipelineFile.read(FOLDER.resolve("pipeline.yaml"));
        return JSON.treeToValue(file.pipelines().get(0).content().at("/spec/sources/0"), SourceSpec.class);
    }

    private static RowType type(List<Column> columns) {
        return RowType.of(
                columns.stream()
                        .map(column ->
                                LogicalTypeParser.parse(column.type(), ProtobufOrdersTest.class.getClassLoader()))
                        .toArray(LogicalType[]::new),
                columns.stream().map(Column::name).toArray(String[]::new));
    }
}
