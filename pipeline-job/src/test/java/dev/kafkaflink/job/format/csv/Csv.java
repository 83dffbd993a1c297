package dev.kafkaflink.job.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.CsvOptions;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.ColumnsToWrite;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Encoding;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.Shipped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * Decoders and encoders that are ready.
 *
 * @param options the format's
 * @param columns all of them
 * @param type their names and types
 */
record Csv(CsvOptions options, List<Column> columns, RowType type) {
    /** Columns of these types, named a, b, c and so on. */
    static Csv of(CsvOptions options, String... types) {
        List<Column> columns = IntStream.range(0, types.length)
                .mapToObj(i -> new Column(String.valueOf((char) ('a' + i)), types[i]))
                .toList();
        RowType type = RowType.of(
                columns.stream()
                        .map(column -> LogicalTypeParser.parse(column.type(), Csv.class.getClassLoader()))
                        .toArray(LogicalType[]::new),
                columns.stream().map(Column::name).toArray(String[]::new));
        return new Csv(options, columns, type);
    }

    static Csv of(CsvOptions options, RowType type) {
        return new Csv(
                options,
                type.getFields().stream()
                        .map(field ->
                                new Column(field.getName(), field.getType().asSerializableString()))
                        .toList(),
                type);
    }

    Format format() {
        return new Format(options);
    }

    CsvDecoder decoder(Projection projection) {
        CsvDecoder decoder = Shipped.of(new CsvDecoder(new ColumnsToRead(format(), columns, type, projection)));
        decoder.open();
        return decoder;
    }

    Decoding decode(byte[] value) {
        return decoder(Projection.all(type)).decode(value, null);
    }

    Decoding decode(String value) {
        return decode(value.getBytes(StandardCharsets.UTF_8));
    }

    Encoding encode(GenericRowData row) {
        CsvEncoder encoder = Shipped.of(new CsvEncoder(new ColumnsToWrite(format(), type, type.getFieldNames())));
        encoder.open();
        return encoder.encode(row);
    }

    byte[] bytes(GenericRowData row) {
        Encoding encoding = encode(row);
        assertThat(encoding.rejection()).isNull();
        return encoding.bytes();
    }
}
