package dev.kafkaflink.job.format.text;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.crds.table.TextOptions;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Decoding;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.Shipped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * Decoders that are ready, and what is said of options.
 *
 * @param options the format's
 * @param columns all of them
 */
record Texts(TextOptions options, List<Column> columns) {
    /** Columns as they are declared, such as {@code id INT NOT NULL}. */
    static Texts of(TextOptions options, String... columns) {
        return new Texts(
                options,
                Stream.of(columns)
                        .map(column -> column.split(" ", 2))
                        .map(column -> new Column(column[0], column[1]))
                        .toList());
    }

    Format format() {
        return new Format(options);
    }

    RowType type() {
        return RowType.of(
                columns.stream().map(column -> type(column.type())).toArray(LogicalType[]::new),
                columns.stream().map(Column::name).toArray(String[]::new));
    }

    static LogicalType type(String type) {
        return LogicalTypeParser.parse(type, Texts.class.getClassLoader());
    }

    TextDecoder decoder(Projection projection) {
        TextDecoder decoder = Shipped.of(new TextDecoder(new ColumnsToRead(format(), columns, type(), projection)));
        decoder.open();
        return decoder;
    }

    Decoding decode(byte[] value) {
        return decoder(Projection.all(type())).decode(value, null);
    }

    Decoding decode(String value) {
        return decode(value.getBytes(StandardCharsets.UTF_8));
    }

    /** What is wrong; null: nothing. */
    String wrong() {
        return new TextFormat().unreadable(format(), columns).orElse(null);
    }
}
