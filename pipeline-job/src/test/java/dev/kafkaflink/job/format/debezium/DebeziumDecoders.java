package dev.kafkaflink.job.format.debezium;

import dev.kafkaflink.crds.table.Column;
import dev.kafkaflink.crds.table.DebeziumJsonOptions;
import dev.kafkaflink.crds.table.DebeziumJsonOptions.Decimals;
import dev.kafkaflink.crds.table.Format;
import dev.kafkaflink.job.format.ColumnsToRead;
import dev.kafkaflink.job.format.Formats;
import dev.kafkaflink.job.format.Projection;
import dev.kafkaflink.job.format.RowDecoder;
import dev.kafkaflink.job.format.Shipped;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Decoders that are ready. */
final class DebeziumDecoders {
    private DebeziumDecoders() {}

    /** All of these columns. */
    static RowDecoder of(Decimals decimals, List<String> primaryKey, Column... columns) {
        RowType type = RowType.of(
                List.of(columns).stream()
                        .map(column -> parse(column.type())
                                .copy(!primaryKey.contains(column.name())
                                        && parse(column.type()).isNullable()))
                        .toArray(LogicalType[]::new),
                List.of(columns).stream().map(Column::name).toArray(String[]::new));
        return open(decimals, primaryKey, List.of(columns), type, Projection.all(type));
    }

    /** Some columns of a type, each under its own name. */
    static RowDecoder of(List<String> primaryKey, RowType type, Projection projection) {
        List<Column> columns = type.getFields().stream()
                .map(field -> new Column(field.getName(), field.getType().asSerializableString()))
                .toList();
        return open(null, primaryKey, columns, type, projection);
    }

    private static RowDecoder open(
            Decimals decimals, List<String> primaryKey, List<Column> columns, RowType type, Projection projection) {
        Format format = new Format(new DebeziumJsonOptions(decimals, null, null));
        RowDecoder decoder =
                Shipped.of(Formats.decoder(new ColumnsToRead(format, columns, type, projection, primaryKey)));
        try {
            decoder.open();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return decoder;
    }

    static LogicalType parse(String type) {
        return LogicalTypeParser.parse(type, DebeziumDecoders.class.getClassLoader());
    }
}
